namespace Ect.Ethereum.Keys;

/// <summary>A keystore that cannot be opened. The message names the cause and never the password or the key.</summary>
public sealed class KeystoreException(KeystoreProblem problem, string message, Exception? innerException = null) : Exception(message, innerException)
{
    /// <summary>The cause.</summary>
    public KeystoreProblem Problem { get; } = problem;
}
