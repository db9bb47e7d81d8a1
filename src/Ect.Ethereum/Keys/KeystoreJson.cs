using System.Text;
using System.Text.Json;

namespace Ect.Ethereum.Keys;

internal static class KeystoreJson
{
    private const int MaxLength = 64 * 1024;

    public static string Write(Address address, ScryptParameters scrypt, byte[] iv, byte[] ciphertext, byte[] mac)
    {
        using var buffer = new MemoryStream();
        using (var writer = new Utf8JsonWriter(buffer, new() { Indented = true }))
        {
            writer.WriteStartObject();
            writer.WriteString("address", Convert.ToHexStringLower(address.ToBytes()));
            writer.WriteString("id", Guid.NewGuid());
            writer.WriteNumber("version", 3);
            writer.WriteStartObject("crypto");
            writer.WriteString("cipher", "aes-128-ctr");
            writer.WriteStartObject("cipherparams");
            writer.WriteString("iv", Convert.ToHexStringLower(iv));
            writer.WriteEndObject();
            writer.WriteString("ciphertext", Convert.ToHexStringLower(ciphertext));
            writer.WriteString("kdf", "scrypt");
            writer.WriteStartObject("kdfparams");
            writer.WriteNumber("dklen", 32);
            writer.WriteNumber("n", scrypt.N);
            writer.WriteNumber("r", scrypt.R);
            writer.WriteNumber("p", scrypt.P);
            writer.WriteString("salt", Convert.ToHexStringLower(scrypt.Salt));
            writer.WriteEndObject();
            writer.WriteString("mac", Convert.ToHexStringLower(mac));
            writer.WriteEndObject();
            writer.WriteEndObject();
        }

        return Encoding.UTF8.GetString(buffer.ToArray());
    }

    public static KeystoreFile Read(string json)
    {
        if (json.Length > MaxLength)
        {
            throw Malformed($"it has {json.Length} characters");
        }

        try
        {
            using var document = JsonDocument.Parse(json);
            return Read(document.RootElement);
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException or FormatException or KeyNotFoundException)
        {
            throw new KeystoreException(KeystoreProblem.Malformed, "The file is no keystore of version 3: it is not the expected JSON, or a field is missing or of the wrong kind.", exception);
        }
    }

    private static KeystoreFile Read(JsonElement root)
    {
        var version = Member(root, "version").GetInt32();
        if (version != 3)
        {
            throw new KeystoreException(KeystoreProblem.Unsupported, $"The keystore has version {version}; only 3 is supported.");
        }

        var crypto = Member(root, "crypto");
        var cipher = Text(crypto, "cipher");
        if (cipher != "aes-128-ctr")
        {
            throw new KeystoreException(KeystoreProblem.Unsupported, "The keystore's cipher is not aes-128-ctr.");
        }

        var file = new KeystoreFile(
            ReadAddress(root),
            ReadKdf(Text(crypto, "kdf"), Member(crypto, "kdfparams")),
            Bytes(Member(crypto, "cipherparams"), "iv"),
            Bytes(crypto, "ciphertext"),
            Bytes(crypto, "mac"));
        return file is { Iv.Length: 16, Ciphertext.Length: 32, Mac.Length: 32 } ? file : throw Malformed("iv, ciphertext or mac has a wrong length");
    }

    private static Address? ReadAddress(JsonElement root) =>
        TryMember(root, "address") is { ValueKind: JsonValueKind.String } text && text.GetString() is { Length: > 0 } address ? Address.Parse(address) : null;

    private static KeyDerivation ReadKdf(string kdf, JsonElement parameters)
    {
        if (Member(parameters, "dklen").GetInt32() != 32)
        {
            throw new KeystoreException(KeystoreProblem.Unsupported, "The keystore's derived key has not 32 bytes.");
        }

        var salt = Bytes(parameters, "salt");
        return kdf switch
        {
            "scrypt" => new ScryptParameters(Member(parameters, "n").GetInt32(), Member(parameters, "r").GetInt32(), Member(parameters, "p").GetInt32(), salt),
            "pbkdf2" when Text(parameters, "prf") == "hmac-sha256" => new Pbkdf2Parameters(Member(parameters, "c").GetInt32(), salt),
            _ => throw new KeystoreException(KeystoreProblem.Unsupported, "The keystore's key derivation is neither scrypt nor PBKDF2 with HMAC-SHA-256."),
        };
    }

    private static byte[] Bytes(JsonElement element, string name) => Hex.Decode(Text(element, name));

    private static string Text(JsonElement element, string name) => Member(element, name).GetString() ?? throw new FormatException();

    /// <summary>Old writers capitalise: "Crypto".</summary>
    private static JsonElement Member(JsonElement element, string name) => TryMember(element, name) ?? throw new KeyNotFoundException(name);

    private static JsonElement? TryMember(JsonElement element, string name)
    {
        foreach (var property in element.EnumerateObject())
        {
            if (property.Name.Equals(name, StringComparison.OrdinalIgnoreCase))
            {
                return property.Value;
            }
        }

        return null;
    }

    private static KeystoreException Malformed(string why) => new(KeystoreProblem.Malformed, $"The file is no keystore of version 3: {why}.");
}
