using Ect.ClassAds.Values;

namespace Ect.Cli.ClassAds;

/// <summary>The document of `ect classad eval`.</summary>
/// <param name="Value">The value as the language writes it.</param>
/// <param name="Type">Its type.</param>
/// <param name="Stopped">Whether a cycle or a limit ended the evaluation.</param>
internal sealed record ClassAdValueView(string Value, ValueKind Type, bool Stopped);

/// <summary>The document of `ect classad eval --file`: a value for each line.</summary>
internal sealed record ClassAdValuesView(IReadOnlyList<string> Values);
