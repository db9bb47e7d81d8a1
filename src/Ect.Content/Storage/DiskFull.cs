namespace Ect.Content.Storage;

/// <summary>Tells a full disk from other I/O errors.</summary>
internal static class DiskFull
{
    // .NET hands on errno (ENOSPC, EDQUOT) on Unix and a HRESULT (ERROR_DISK_FULL, ERROR_HANDLE_DISK_FULL) on Windows.
    public static bool Is(IOException e) => e.HResult is 28 or 122 or unchecked((int)0x80070070) or unchecked((int)0x80070027);
}
