"""
How the tables came to be, step by step; run by `bot.storage.migrate`.

A new step is a file in `versions` with the next number, and the same number in
`bot.storage.sql.schema`. It only adds: an older version of the bot may be put back.
"""
