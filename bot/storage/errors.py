"""What can go wrong with the database, in the words of the person who runs the bot."""


class StorageError(Exception):
    """
    The database did not do what it was asked; the bot goes on answering without it.

    The text says what is wrong and names no value: neither a password nor what a member wrote.

    StorageError
    ├── StorageUnavailable   not open, no server, no file, no driver, an address that is none
    ├── StorageBusy          somebody else held it, or it took longer than the bound
    ├── StorageUnwritable    the disk is full, read-only or failing
    ├── StorageCorrupt       the file is no database, or damaged
    └── StorageMismatch      its tables are newer than the program, or cannot be brought up to date
    """


class StorageUnavailable(StorageError):
    """The database cannot be reached, or is not open."""


class StorageBusy(StorageError):
    """The database did not answer in time."""


class StorageUnwritable(StorageError):
    """The database can take nothing new."""


class StorageCorrupt(StorageError):
    """The database is damaged."""


class StorageMismatch(StorageError):
    """The tables do not fit the program."""
