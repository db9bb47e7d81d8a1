namespace Ect.Worker.Runtimes.Wasi;

/// <summary>The error numbers of WASI preview 1 that this system returns.</summary>
internal enum Errno
{
    Success = 0,
    Access = 2,
    BadDescriptor = 8,
    Busy = 10,
    Exists = 20,
    IllegalBytes = 25,
    Invalid = 28,
    IsFolder = 31,
    TooManyOpenFiles = 33,
    NameTooLong = 37,
    NotFound = 44,
    NotSocket = 57,
    NotFolder = 54,
    NotEmpty = 55,
    NotSupported = 58,
    NotPermitted = 63,
    ReadOnly = 69,
    NoSeek = 70,
    CrossDevice = 75,
    NotCapable = 76,
}
