"""The sandbox's Jira: one state, served as Cloud (REST v3 and v2) or as Data Center (v2)."""
