"""The sections of a run's report, one a file: ``section(edition)`` gives it, or None."""
