namespace Ect.Bindings;

/// <summary>A Solidity struct as a C# record, a Solidity enum as a C# enum.</summary>
internal static class TypeWriter
{
    public static string Struct(AbiParameter type, SoliditySources sources)
    {
        var name = TypeMap.TypeName(type.SolidityName);
        var file = new CodeFile();
        file.Summary(0, sources.Notice("struct", type.SolidityName) ?? $"Solidity's struct {type.SolidityName}.");
        foreach (var member in type.Components)
        {
            file.Parameter(0, TypeMap.Pascal(member.Name), sources.FieldComment(type.SolidityName, member.Name));
        }

        file.Line(0, $"public sealed partial record {name}(");
        for (var i = 0; i < type.Components.Count; i++)
        {
            var member = type.Components[i];
            file.Line(1, $"{TypeMap.CSharp(member)} {TypeMap.Pascal(member.Name)}{(i + 1 < type.Components.Count ? "," : ")")}");
        }

        file.Line(0, "{");
        file.Line(1, $"internal const string AbiTypeName = \"{type.Canonical}\";").Line();
        file.Line(1, "internal object?[] ToAbi() =>").Line(1, "[");
        foreach (var member in type.Components)
        {
            file.Line(2, TypeMap.ToAbi(member, TypeMap.Pascal(member.Name)) + ",");
        }

        file.Line(1, "];").Line();
        file.Line(1, $"internal static {name} FromAbi(object? value)").Line(1, "{");
        file.Line(2, $"var members = Codec.Members(value, {type.Components.Count});");
        file.Line(2, "return new(");
        for (var i = 0; i < type.Components.Count; i++)
        {
            file.Line(3, TypeMap.FromAbi(type.Components[i], $"members[{i}]") + (i + 1 < type.Components.Count ? "," : ");"));
        }

        return file.Line(1, "}").Line(0, "}").ToString();
    }

    public static string Enum(AbiParameter type, SoliditySources sources)
    {
        var file = new CodeFile();
        file.Summary(0, sources.Notice("enum", type.SolidityName) ?? $"Solidity's enum {type.SolidityName}.");
        file.Line(0, $"public enum {TypeMap.TypeName(type.SolidityName)} : byte").Line(0, "{");
        foreach (var (name, comment) in sources.EnumMembers(type.SolidityName))
        {
            file.Summary(1, comment ?? name).Line(1, name + ",");
        }

        return file.Line(0, "}").ToString();
    }
}
