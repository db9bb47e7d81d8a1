namespace Ect.Ethereum.Keys;

/// <summary>Turns a password into a key, at a cost.</summary>
internal abstract record KeyDerivation(byte[] Salt)
{
    protected const int DerivedLength = 32;
    protected const int MaxSalt = 1024;

    /// <summary>Refuses parameters that would take the machine's memory or hours: the file may come from anywhere.</summary>
    public abstract void Validate();

    public abstract byte[] Derive(byte[] password);

    protected static KeystoreException Beyond(string what) => new(KeystoreProblem.Unsupported, $"The keystore's key derivation is beyond the limits: {what}.");
}
