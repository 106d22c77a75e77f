"""What goes out to a council and what comes back: redlines, reviews of edited files, upgrades of one's own clauses.

Combines verbs as the desk does, and draws on the desk for drafts. Knows no arguments and no terminal.
"""
