namespace Ect.Ethereum.Keys;

/// <summary>Why a keystore cannot be opened.</summary>
public enum KeystoreProblem
{
    /// <summary>The file is not a keystore of version 3, or damaged.</summary>
    Malformed,

    /// <summary>A cipher or key derivation that is not known, or parameters beyond the limits.</summary>
    Unsupported,

    /// <summary>The password is wrong, or the file was altered.</summary>
    WrongPassword,

    /// <summary>The key does not belong to the address in the file.</summary>
    AddressMismatch,
}
