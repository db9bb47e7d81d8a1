namespace Ect.Bindings;

/// <summary>A contract as a C# class: its functions as calls, its events as records, its errors as a table.</summary>
internal static class ContractWriter
{
    public static string Functions(Artifact contract, SoliditySources sources)
    {
        var file = new CodeFile();
        var functions = Named(contract.Functions);
        file.Summary(0, $"The contract {contract.Name} at an address. Each method encodes one call; nothing is sent.");
        file.Parameter(0, "address", "Where the contract stands.");
        file.Line(0, $"public sealed partial class {contract.Name}(Address address)").Line(0, "{");
        foreach (var (field, function) in functions)
        {
            file.Line(1, $"private static readonly AbiFunction {field} = AbiFunction.Parse(\"{function.Name}{function.InputTypes}\", \"{function.OutputTypes}\");");
        }

        file.Line().Summary(1, "Where the contract stands.").Line(1, "public Address Address { get; } = address;");
        if (!contract.IsInterface)
        {
            file.Line().Summary(1, "The compiler's output: byte code.");
            file.Line(1, $"public static ContractArtifact Artifact {{ get; }} = ContractArtifact.Load(\"{contract.FileName}\");").Line();
            file.Summary(1, "Byte code and constructor arguments: the data of the transaction that deploys the contract.");
            file.Line(1, $"public static byte[] Deploy({Parameters(contract.Constructor.Inputs)}) =>");
            file.Line(2, $"Artifact.InitCode(\"{contract.Constructor.InputTypes}\", [{Arguments(contract.Constructor.Inputs)}]);");
        }

        foreach (var (field, function) in functions)
        {
            WriteFunction(file.Line(), field, function, sources.NoticeOfFunction(contract.Name, function.Name));
        }

        return file.Line(0, "}").ToString();
    }

    public static string Events(Artifact contract, SoliditySources sources)
    {
        var file = new CodeFile();
        file.Line(0, $"public sealed partial class {contract.Name}").Line(0, "{");
        for (var i = 0; i < contract.Events.Count; i++)
        {
            WriteEvent(i == 0 ? file : file.Line(), contract.Events[i], sources);
        }

        return file.Line(0, "}").ToString();
    }

    public static string Errors(Artifact contract)
    {
        var file = new CodeFile();
        file.Line(0, $"public sealed partial class {contract.Name}").Line(0, "{");
        file.Summary(1, "The errors that the contract's calls can revert with.");
        file.Line(1, "public static IReadOnlyList<AbiError> Errors { get; } =").Line(1, "[");
        foreach (var error in contract.Errors)
        {
            var names = string.Join(", ", error.Inputs.Select((p, i) => $"\"{TypeMap.Camel(p.Name, i).TrimStart('@')}\""));
            file.Line(2, $"Codec.Error(\"{error.Name}\", \"{error.InputTypes}\", [{names}]),");
        }

        return file.Line(1, "];").Line(0, "}").ToString();
    }

    private static void WriteFunction(CodeFile file, string field, AbiEntry function, string? notice)
    {
        file.Summary(1, notice ?? $"{function.Name}{function.InputTypes}");
        var value = function.Payable ? "value" : "BigInteger.Zero";
        var parameters = function.Payable ? string.Join(", ", new[] { Parameters(function.Inputs), "BigInteger value" }.Where(p => p.Length > 0)) : Parameters(function.Inputs);
        var call = $"Address, {field}.EncodeCall([{Arguments(function.Inputs)}]), {value}";
        if (function.Outputs.Count == 0)
        {
            file.Line(1, $"public ContractCall {TypeMap.Pascal(function.Name)}({parameters}) =>").Line(2, $"new({call});");
            return;
        }

        var outputs = function.Outputs;
        var type = outputs.Count == 1
            ? TypeMap.CSharp(outputs[0])
            : $"({string.Join(", ", outputs.Select((p, i) => $"{TypeMap.CSharp(p)} {(p.Name.Length > 0 ? TypeMap.Pascal(p.Name) : $"Output{i}")}"))})";
        var decoded = outputs.Count == 1
            ? TypeMap.FromAbi(outputs[0], $"{field}.DecodeResult(data)[0]")
            : $"Codec.Result({field}, data, static values => ({string.Join(", ", outputs.Select((p, i) => TypeMap.FromAbi(p, $"values[{i}]")))}))";
        file.Line(1, $"public ContractCall<{type}> {TypeMap.Pascal(function.Name)}({parameters}) =>");
        file.Line(2, $"new({call}, static data => {decoded});");
    }

    private static void WriteEvent(CodeFile file, AbiEntry entry, SoliditySources sources)
    {
        var name = entry.Name + "Event";
        // The topic of an indexed text or array is only its hash.
        var inputs = entry.Inputs.Select(p => p.Indexed && p.IsDynamic ? p with { Type = "bytes32", InternalType = "bytes32", Components = [] } : p).ToList();
        file.Summary(1, sources.Notice("event", entry.Name) ?? $"The event {entry.Name}.");
        file.Line(1, $"public sealed record {name}(");
        for (var i = 0; i < inputs.Count; i++)
        {
            file.Line(2, $"{TypeMap.CSharp(inputs[i])} {Member(inputs[i], i)},");
        }

        file.Line(2, "LogPosition Position)").Line(1, "{");
        file.Line(2, $"private static readonly EventCodec Decoder = new(\"{entry.Name}\", [{string.Join(", ", entry.Inputs.Select(p => $"(\"{p.Canonical}\", {(p.Indexed ? "true" : "false")})"))}]);").Line();
        file.Summary(2, "The log's first topic: the hash of the event's signature.").Line(2, "public static Bytes32 Topic => Decoder.Topic;").Line();
        file.Summary(2, "Reads the event from a log; false if the log is of another event.");
        file.Line(2, $"public static bool TryDecode(Log log, [NotNullWhen(true)] out {name}? result)").Line(2, "{");
        file.Line(3, "if (!Decoder.TryDecode(log, out var values))").Line(3, "{");
        file.Line(4, "result = null;").Line(4, "return false;").Line(3, "}").Line();
        file.Line(3, "result = new(");
        for (var i = 0; i < inputs.Count; i++)
        {
            file.Line(4, TypeMap.FromAbi(inputs[i], $"values[{i}]") + ",");
        }

        file.Line(4, "LogPosition.Of(log));").Line(3, "return true;").Line(2, "}").Line(1, "}");
    }

    private static string Member(AbiParameter p, int position) => p.Name.Length > 0 ? TypeMap.Pascal(p.Name) : $"Arg{position}";

    private static string Parameters(IEnumerable<AbiParameter> inputs) =>
        string.Join(", ", inputs.Select((p, i) => $"{TypeMap.CSharp(p)} {TypeMap.Camel(p.Name, i)}"));

    private static string Arguments(IEnumerable<AbiParameter> inputs) =>
        string.Join(", ", inputs.Select((p, i) => TypeMap.ToAbi(p, TypeMap.Camel(p.Name, i))));

    // Overloads share a name in C# but not a field.
    private static List<(string Field, AbiEntry Function)> Named(IReadOnlyList<AbiEntry> functions) =>
        [.. functions.GroupBy(f => f.Name, StringComparer.Ordinal).SelectMany(group => group.Select((f, i) => ($"{TypeMap.Pascal(f.Name)}Function{(i == 0 ? "" : $"{i + 1}")}", f)))];
}
