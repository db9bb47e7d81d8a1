using System.Text.Json;

namespace Ect.Bindings;

/// <summary>A function, event, error or constructor of a contract's ABI.</summary>
internal sealed record AbiEntry(string Kind, string Name, bool Payable, IReadOnlyList<AbiParameter> Inputs, IReadOnlyList<AbiParameter> Outputs)
{
    public string InputTypes => Join(Inputs);

    public string OutputTypes => Join(Outputs);

    public static AbiEntry Read(JsonElement json) => new(
        json.GetProperty("type").GetString()!,
        json.TryGetProperty("name", out var name) ? name.GetString()! : "",
        json.TryGetProperty("stateMutability", out var mutability) && mutability.GetString() == "payable",
        AbiParameter.ReadAll(json, "inputs"),
        AbiParameter.ReadAll(json, "outputs"));

    public static string Join(IEnumerable<AbiParameter> parameters) => $"({string.Join(',', parameters.Select(p => p.Canonical))})";
}
