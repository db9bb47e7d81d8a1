// Writes the typed C# of every contract from its artifact (src/Ect.Contracts/Artifacts/*.json) and the Solidity
// sources' comments. `--check` writes nothing and exits 1 when a generated file differs, is missing or is left over.
using Ect.Bindings;

var root = FindRoot();
var target = Path.Combine(root, "src", "Ect.Contracts", "Generated");
var sources = SoliditySources.Read(Path.Combine(root, "contracts", "src"));
var contracts = Directory.GetFiles(Path.Combine(root, "src", "Ect.Contracts", "Artifacts"), "*.json")
    .Order(StringComparer.Ordinal)
    .Select(Artifact.Read)
    .ToList();
if (contracts.Count == 0)
{
    Console.Error.WriteLine("No artifacts in src/Ect.Contracts/Artifacts: build the contracts first.");
    return 2;
}

var files = Generator.Generate(contracts, sources);
var existing = Directory.Exists(target) ? Directory.GetFiles(target, "*.g.cs").Select(path => Path.GetFileName(path)!) : [];
var different = files.Where(file => !IsSame(Path.Combine(target, file.Key), file.Value)).Select(file => file.Key)
    .Concat(existing.Where(name => !files.ContainsKey(name)))
    .Order(StringComparer.Ordinal)
    .ToList();

if (args.Contains("--check", StringComparer.Ordinal))
{
    different.ForEach(name => Console.Error.WriteLine($"src/Ect.Contracts/Generated/{name} differs from its artifact: run 'dotnet run --project eng/bindings'."));
    return different.Count == 0 ? 0 : 1;
}

Directory.CreateDirectory(target);
foreach (var name in different)
{
    var path = Path.Combine(target, name);
    if (files.TryGetValue(name, out var text))
    {
        File.WriteAllText(path, text);
    }
    else
    {
        File.Delete(path);
    }
}

Console.WriteLine($"{files.Count} files from {contracts.Count} contracts, {different.Count} changed.");
return 0;

static bool IsSame(string path, string text) => File.Exists(path) && File.ReadAllText(path) == text;

static string FindRoot()
{
    for (var folder = new DirectoryInfo(Directory.GetCurrentDirectory()); folder is not null; folder = folder.Parent)
    {
        if (File.Exists(Path.Combine(folder.FullName, "Ect.slnx")))
        {
            return folder.FullName;
        }
    }

    throw new InvalidOperationException("Run this inside a checkout: Ect.slnx stands in no folder above the current one.");
}
