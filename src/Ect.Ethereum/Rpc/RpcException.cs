namespace Ect.Ethereum.Rpc;

/// <summary>The node refused a request, or its answer was not understood.</summary>
/// <param name="code">JSON-RPC's error code; <see cref="MalformedAnswer"/> when the answer was not understood.</param>
/// <param name="message">The node's message.</param>
/// <param name="data">The error's data as JSON text; null when there is none.</param>
/// <param name="innerException">The cause.</param>
public sealed class RpcException(int code, string message, string? data = null, Exception? innerException = null) : Exception(message, innerException)
{
    /// <summary>Code of this library's own errors about answers it cannot read.</summary>
    public const int MalformedAnswer = -32700;

    /// <summary>JSON-RPC's error code.</summary>
    public int Code { get; } = code;

    /// <summary>The error's data as JSON text; null when there is none.</summary>
    public string? RpcData { get; } = data;

    /// <summary>Whether a contract refuses, by code or words: nodes differ.</summary>
    internal bool IsRevert => Code == 3 || Message.Contains("revert", StringComparison.OrdinalIgnoreCase);
}
