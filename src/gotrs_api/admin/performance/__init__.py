"""How long pages and API calls took over the last two days, by what was asked for.

Source: OTRS 6, Kernel/Modules/AdminPerformanceLog.pm; there a file, here rows that all processes write.
"""
