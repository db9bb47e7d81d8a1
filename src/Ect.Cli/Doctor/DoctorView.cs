using Ect.Cli.Frame;
using Spectre.Console;

namespace Ect.Cli.Doctor;

/// <summary>What the doctor found.</summary>
// Bundle: The support bundle's file; null if none was asked for.
// Contents: What is in it.
internal sealed record DoctorView(string Role, Level Worst, IReadOnlyList<Finding> Findings, string? Bundle, IReadOnlyList<string> Contents)
{
    public void Render(IAnsiConsole console)
    {
        console.Write(Tables.Of(["", "check", "found"], Findings.Select(finding => new[] { finding.Level.ToString().ToLowerInvariant(), finding.Check, finding.Fix is null ? finding.Says : $"{finding.Says}. {finding.Fix}" })));
        console.WriteLine();
        console.WriteLine(Worst switch
        {
            Level.Ok => $"This machine is fit for a {Role}.",
            Level.Warning => $"This machine can be a {Role}; see the warnings.",
            _ => $"This machine cannot be a {Role} yet: cure what is called a problem.",
        });
        if (Bundle is not null)
        {
            console.WriteLine();
            console.WriteLine($"{Bundle} has, without keys and passwords:");
            foreach (var entry in Contents)
            {
                console.WriteLine($"  {entry}");
            }
        }
    }
}
