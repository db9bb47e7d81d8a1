namespace Ect.Bindings;

/// <summary>All files of the bindings: one for each struct and enum, three for each contract.</summary>
internal static class Generator
{
    public static SortedDictionary<string, string> Generate(IReadOnlyList<Artifact> contracts, SoliditySources sources)
    {
        var files = new SortedDictionary<string, string>(StringComparer.Ordinal);
        var types = new SortedDictionary<string, AbiParameter>(StringComparer.Ordinal);
        foreach (var parameter in contracts.SelectMany(c => c.AllParameters))
        {
            Collect(parameter, types);
        }

        foreach (var (name, type) in types)
        {
            files[$"{TypeMap.TypeName(name)}.g.cs"] = type.IsStruct ? TypeWriter.Struct(type, sources) : TypeWriter.Enum(type, sources);
        }

        foreach (var contract in contracts)
        {
            files[$"{contract.Name}.g.cs"] = ContractWriter.Functions(contract, sources);
            files[$"{contract.Name}.Events.g.cs"] = ContractWriter.Events(contract, sources);
            files[$"{contract.Name}.Errors.g.cs"] = ContractWriter.Errors(contract);
        }

        return files;
    }

    private static void Collect(AbiParameter parameter, SortedDictionary<string, AbiParameter> types)
    {
        if (parameter.IsArray)
        {
            Collect(parameter.Element, types);
            return;
        }

        foreach (var component in parameter.Components)
        {
            Collect(component, types);
        }

        if (!parameter.IsStruct && !parameter.IsEnum)
        {
            return;
        }

        if (types.TryGetValue(parameter.SolidityName, out var known) && known.Canonical != parameter.Canonical)
        {
            throw new InvalidOperationException($"Two contracts declare different types named {parameter.SolidityName}: rename one.");
        }

        types[parameter.SolidityName] = parameter;
    }
}
