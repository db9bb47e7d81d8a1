namespace Ect.Protocol.Live;

/// <summary>What a worker sends the requester while a task runs.</summary>
public enum LiveChannel : byte
{
    /// <summary>The application's standard output.</summary>
    Output = 1,

    /// <summary>The application's standard error.</summary>
    Error = 2,

    /// <summary>What the application says of its progress; the newest counts.</summary>
    Note = 3,
}
