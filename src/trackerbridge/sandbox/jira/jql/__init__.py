"""JQL: a usable part of Jira's query language, read, checked, run, and refused in Jira's own words."""
