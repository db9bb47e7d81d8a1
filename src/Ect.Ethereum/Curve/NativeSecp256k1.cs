using System.Runtime.InteropServices;

namespace Ect.Ethereum.Curve;

/// <summary>Bitcoin Core's libsecp256k1 with its recovery module.</summary>
internal sealed unsafe partial class NativeSecp256k1 : ISecp256k1
{
    private const string Library = "libsecp256k1.so.1";
    private const uint ContextSignAndVerify = 0x301;
    private const uint Uncompressed = 2;

    // One context serves all threads: it is only read after its creation and randomisation.
    private readonly IntPtr _context;

    private NativeSecp256k1(IntPtr context) => _context = context;

    public static NativeSecp256k1? TryLoad()
    {
        if (!NativeLibrary.TryLoad(Library, out var handle))
        {
            return null;
        }

        if (!NativeLibrary.TryGetExport(handle, "secp256k1_ecdsa_recover", out _) || !NativeLibrary.TryGetExport(handle, "secp256k1_ec_seckey_tweak_add", out _))
        {
            return null;
        }

        var context = ContextCreate(ContextSignAndVerify);
        if (context == IntPtr.Zero)
        {
            return null;
        }

        // Blinds the secret-dependent computations against side channels.
        Span<byte> seed = stackalloc byte[32];
        System.Security.Cryptography.RandomNumberGenerator.Fill(seed);
        fixed (byte* s = seed)
        {
            return ContextRandomize(context, s) == 1 ? new(context) : null;
        }
    }

    public bool IsPrivateKey(ReadOnlySpan<byte> key)
    {
        fixed (byte* k = key)
        {
            return SeckeyVerify(_context, k) == 1;
        }
    }

    public void PublicKey(ReadOnlySpan<byte> key, Span<byte> publicKey)
    {
        var parsed = stackalloc byte[64];
        fixed (byte* k = key)
        {
            Require(PubkeyCreate(_context, parsed, k), "derive a public key");
        }

        Serialize(parsed, publicKey);
    }

    public int Sign(ReadOnlySpan<byte> key, ReadOnlySpan<byte> digest, Span<byte> signature)
    {
        var raw = stackalloc byte[65];
        int recoveryId;
        fixed (byte* k = key, d = digest, s = signature)
        {
            Require(SignRecoverable(_context, raw, d, k, IntPtr.Zero, IntPtr.Zero), "sign");
            Require(SerializeRecoverable(_context, s, &recoveryId, raw), "serialise a signature");
        }

        return recoveryId;
    }

    public bool Verify(ReadOnlySpan<byte> publicKey, ReadOnlySpan<byte> digest, ReadOnlySpan<byte> signature)
    {
        if (!Secp256k1.IsCanonical(signature))
        {
            return false;
        }

        var key = stackalloc byte[64];
        var raw = stackalloc byte[64];
        Span<byte> encoded = stackalloc byte[65];
        encoded[0] = 4;
        publicKey.CopyTo(encoded[1..]);
        fixed (byte* e = encoded, d = digest, s = signature)
        {
            return PubkeyParse(_context, key, e, 65) == 1 && SignatureParse(_context, raw, s) == 1 && VerifySignature(_context, raw, d, key) == 1;
        }
    }

    public bool TryRecover(ReadOnlySpan<byte> digest, ReadOnlySpan<byte> signature, int recoveryId, Span<byte> publicKey)
    {
        // An id outside 0…3 would make the library abort the process.
        if (recoveryId is < 0 or > 3 || !Secp256k1.IsCanonical(signature))
        {
            return false;
        }

        var raw = stackalloc byte[65];
        var key = stackalloc byte[64];
        fixed (byte* d = digest, s = signature)
        {
            if (ParseRecoverable(_context, raw, s, recoveryId) != 1 || Recover(_context, key, raw, d) != 1)
            {
                return false;
            }
        }

        Serialize(key, publicKey);
        return true;
    }

    public bool TryAddToKey(Span<byte> key, ReadOnlySpan<byte> tweak)
    {
        fixed (byte* k = key, t = tweak)
        {
            return SeckeyTweakAdd(_context, k, t) == 1;
        }
    }

    private void Serialize(byte* parsed, Span<byte> publicKey)
    {
        Span<byte> encoded = stackalloc byte[65];
        nuint length = 65;
        fixed (byte* e = encoded)
        {
            Require(PubkeySerialize(_context, e, &length, parsed, Uncompressed), "serialise a public key");
        }

        encoded[1..].CopyTo(publicKey);
    }

    private static void Require(int result, string action)
    {
        if (result != 1)
        {
            throw new System.Security.Cryptography.CryptographicException($"libsecp256k1 could not {action}: the key is not valid.");
        }
    }

    [LibraryImport(Library, EntryPoint = "secp256k1_context_create")]
    private static partial IntPtr ContextCreate(uint flags);

    [LibraryImport(Library, EntryPoint = "secp256k1_context_randomize")]
    private static partial int ContextRandomize(IntPtr context, byte* seed);

    [LibraryImport(Library, EntryPoint = "secp256k1_ec_seckey_verify")]
    private static partial int SeckeyVerify(IntPtr context, byte* key);

    [LibraryImport(Library, EntryPoint = "secp256k1_ec_seckey_tweak_add")]
    private static partial int SeckeyTweakAdd(IntPtr context, byte* key, byte* tweak);

    [LibraryImport(Library, EntryPoint = "secp256k1_ec_pubkey_create")]
    private static partial int PubkeyCreate(IntPtr context, byte* pubkey, byte* key);

    [LibraryImport(Library, EntryPoint = "secp256k1_ec_pubkey_parse")]
    private static partial int PubkeyParse(IntPtr context, byte* pubkey, byte* input, nuint length);

    [LibraryImport(Library, EntryPoint = "secp256k1_ec_pubkey_serialize")]
    private static partial int PubkeySerialize(IntPtr context, byte* output, nuint* length, byte* pubkey, uint flags);

    [LibraryImport(Library, EntryPoint = "secp256k1_ecdsa_signature_parse_compact")]
    private static partial int SignatureParse(IntPtr context, byte* signature, byte* input);

    [LibraryImport(Library, EntryPoint = "secp256k1_ecdsa_verify")]
    private static partial int VerifySignature(IntPtr context, byte* signature, byte* digest, byte* pubkey);

    [LibraryImport(Library, EntryPoint = "secp256k1_ecdsa_sign_recoverable")]
    private static partial int SignRecoverable(IntPtr context, byte* signature, byte* digest, byte* key, IntPtr nonceFunction, IntPtr nonceData);

    [LibraryImport(Library, EntryPoint = "secp256k1_ecdsa_recoverable_signature_serialize_compact")]
    private static partial int SerializeRecoverable(IntPtr context, byte* output, int* recoveryId, byte* signature);

    [LibraryImport(Library, EntryPoint = "secp256k1_ecdsa_recoverable_signature_parse_compact")]
    private static partial int ParseRecoverable(IntPtr context, byte* signature, byte* input, int recoveryId);

    [LibraryImport(Library, EntryPoint = "secp256k1_ecdsa_recover")]
    private static partial int Recover(IntPtr context, byte* pubkey, byte* signature, byte* digest);
}
