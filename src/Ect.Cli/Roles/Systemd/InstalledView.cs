using Spectre.Console;

namespace Ect.Cli.Roles.Systemd;

/// <summary>What was written for a worker's unit, and what to do next.</summary>
internal sealed record InstalledView(string Unit, string UnitFile, string PasswordFile, string Data, bool IsSystem, IReadOnlyList<string> Next)
{
    public void Render(IAnsiConsole console)
    {
        console.WriteLine($"unit      {UnitFile}");
        console.WriteLine($"password  {PasswordFile}  (for systemd alone; the worker gets it as a credential)");
        console.WriteLine($"data      {Data}");
        console.WriteLine();
        console.WriteLine("Next:");
        foreach (var line in Next)
        {
            console.WriteLine($"  {line}");
        }
    }
}
