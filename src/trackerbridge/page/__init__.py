"""The client's board as one page: a self-contained HTML file, read on any screen and on paper. Pure.

``values`` is what a page shows, ``story`` how a promised date is told on it, ``timeline`` where its days lie, and
``render`` the bytes. ``preview --format html`` shows any board this way; the writer ``trackers.html`` keeps it in a
folder.
"""
