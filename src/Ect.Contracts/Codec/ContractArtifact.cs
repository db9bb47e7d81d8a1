using System.Reflection;
using System.Text.Json;
using Ect.Ethereum;
using Ect.Ethereum.Abi;

namespace Ect.Contracts;

/// <summary>What the compiler made of a contract, carried inside this assembly.</summary>
public sealed class ContractArtifact
{
    private readonly Lazy<Content> _content;

    private ContractArtifact(string name)
    {
        Name = name;
        _content = new(() => Content.Read(name));
    }

    /// <summary>The contract's name.</summary>
    public string Name { get; }

    /// <summary>The code that a deploying transaction runs, without constructor arguments.</summary>
    public byte[] Bytecode => _content.Value.Bytecode;

    /// <summary>Init code: the byte code followed by the encoded constructor arguments.</summary>
    internal byte[] InitCode(string constructorTypes, IReadOnlyList<object?> arguments) =>
        [.. Bytecode, .. AbiCodec.Encode(AbiType.Parse(constructorTypes).Components, arguments)];

    /// <summary>Whether code found on a chain is this contract's. Immutables, which each deployment sets, may differ.</summary>
    public bool IsCodeOf(ReadOnlySpan<byte> deployed)
    {
        var expected = _content.Value.DeployedBytecode;
        if (expected.Length != deployed.Length || expected.Length == 0)
        {
            return false;
        }

        var actual = deployed.ToArray();
        foreach (var (start, length) in _content.Value.Immutables)
        {
            expected.AsSpan(start, length).CopyTo(actual.AsSpan(start, length));
        }

        return actual.AsSpan().SequenceEqual(expected);
    }

    internal static ContractArtifact Load(string name) => new(name);

    private sealed record Content(byte[] Bytecode, byte[] DeployedBytecode, IReadOnlyList<(int Start, int Length)> Immutables)
    {
        public static Content Read(string name)
        {
            var resource = $"Ect.Contracts.Artifacts.{name}.json";
            using var stream = Assembly.GetExecutingAssembly().GetManifestResourceStream(resource)
                ?? throw new InvalidOperationException($"The assembly carries no artifact of contract {name} ({resource}): it was built before the contracts.");
            using var json = JsonDocument.Parse(stream);
            var root = json.RootElement;
            return new(Code(root, "bytecode"), Code(root, "deployedBytecode"), [.. References(root)]);
        }

        private static byte[] Code(JsonElement root, string property) => Hex.Decode(root.GetProperty(property).GetString()!);

        private static IEnumerable<(int Start, int Length)> References(JsonElement root) =>
            root.GetProperty("immutables").EnumerateArray().Select(r => (r.GetProperty("start").GetInt32(), r.GetProperty("length").GetInt32()));
    }
}
