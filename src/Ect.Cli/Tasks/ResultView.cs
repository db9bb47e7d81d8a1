using System.Text.Json.Serialization;
using Ect.Sdk.Tasks;
using Spectre.Console;

namespace Ect.Cli.Tasks;

/// <summary>A downloaded result. <see cref="Verified"/> is always true: what does not verify is an error, never an answer.</summary>
internal sealed record ResultView(string Cid, bool Verified, string Folder, IReadOnlyList<string> Files, long Bytes)
{
    public static ResultView Of(VerifiedResult result) => new(result.Root.ToString(), true, result.Folder, result.Files, result.Bytes);

    /// <summary>The folder as seen from the current one, where it lies in it.</summary>
    [JsonIgnore]
    public string ShortFolder => Path.GetRelativePath(Environment.CurrentDirectory, Folder) is var near && near.StartsWith("..", StringComparison.Ordinal) ? Folder : near;

    public void Render(IAnsiConsole console)
    {
        console.WriteLine($"result    {Cid}");
        console.WriteLine($"verified  {Bytes} bytes in {Files.Count} files against the digest that the chain agreed on");
        console.WriteLine($"folder    {Folder}");
        foreach (var file in Files.Take(50))
        {
            console.WriteLine($"          {file}");
        }
    }
}
