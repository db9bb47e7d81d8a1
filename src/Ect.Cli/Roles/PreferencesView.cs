using System.Globalization;
using Ect.Cli.Frame;
using Ect.Worker.Preferences;
using Spectre.Console;

namespace Ect.Cli.Roles;

/// <summary>A worker's preferences.</summary>
internal sealed record PreferencesView(string Folder, WorkerPreferences Preferences)
{
    public void Render(IAnsiConsole console)
    {
        console.WriteLine($"folder    {Folder}");
        foreach (var line in Lines(Preferences))
        {
            console.WriteLine(line);
        }
    }

    /// <summary>A line for each preference.</summary>
    public static IEnumerable<string> Lines(WorkerPreferences preferences)
    {
        yield return $"computes  {(preferences.IdleMinutes is { } minutes ? Text($"when nobody has used the machine for {minutes:0.##} min") : "whoever uses the machine")}";
        yield return $"others    {(preferences.OthersLoadLimit is { } load ? Text($"below {load:P0} of all processors") : "no matter what they use")}";
        yield return $"battery   {(preferences.OnBattery ? "yes" : "no")}";
        yield return $"hours     {preferences.Hours ?? "all"}";
        yield return $"slots     {(preferences.Slots is { } slots ? Text($"at most {slots}") : "all")}";
        yield return $"memory    {Size(preferences.MemoryMiB, "no matter")}";
        yield return $"disk      {Size(preferences.DiskMiB, "8 GiB")} for downloads, {Size(preferences.KeepFreeMiB, "nothing")} kept free";
        if (preferences.Rest is { } rest)
        {
            yield return $"paused    {(rest.Until is { } until ? $"until {Times.Text(until)}" : "until `ect worker resume`")}{(rest.Finish ? ", after what it has" : "")}";
        }
    }

    private static string Size(long? mebibytes, string none) => mebibytes switch
    {
        null => none,
        { } size when size % 1024 == 0 && size > 0 => Text($"{size / 1024} GiB"),
        { } size => Text($"{size} MiB"),
    };

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
