using System.Text.Json.Nodes;
using Ect.Cli.Home;
using Ect.Cli.Up;
using Ect.Contracts;

namespace Ect.EndToEnd.Tests;

/// <summary>Commands that a user of a test's network types.</summary>
internal static class CommandLine
{
    public static string NetworkFile(this TestNetwork network) => network.Folders().NetworkFile;

    public static LocalFolders Folders(this TestNetwork network) => new(Path.Combine(network.Folder, "networks", EctHome.LocalNetwork));

    /// <summary>Starts `ect … --json` in the network's home, as the requester unless the arguments name another wallet.</summary>
    public static EctProcess StartEct(this TestNetwork network, params IReadOnlyList<string> arguments) =>
        EctProcess.Start([.. arguments, .. Missing(arguments, "--home", network.Folder), .. Missing(arguments, "--network", network.NetworkFile()), .. Missing(arguments, "--wallet", "default"), "--json"]);

    /// <summary>Runs `ect … --json` to its end.</summary>
    public static async Task<EctOutcome> EctAsync(this TestNetwork network, params IReadOnlyList<string> arguments)
    {
        await using var process = network.StartEct(arguments);
        return await process.EndAsync();
    }

    /// <summary>A new file in the network's folder.</summary>
    public static string NewFile(this TestNetwork network, string content)
    {
        var path = network.NewPath();
        File.WriteAllText(path, content);
        File.SetUnixFileMode(path, UnixFileMode.UserRead | UnixFileMode.UserWrite);
        return path;
    }

    /// <summary>A path in the network's folder where nothing is yet.</summary>
    public static string NewPath(this TestNetwork network) => Path.Combine(network.Folder, $"test-{Guid.NewGuid():n}");

    /// <summary>A copy of the network file with something changed.</summary>
    public static string EditedNetwork(this TestNetwork network, Action<JsonNode> edit)
    {
        var document = JsonNode.Parse(File.ReadAllText(network.NetworkFile()))!;
        edit(document);
        var path = network.NewPath() + ".json";
        File.WriteAllText(path, document.ToJsonString());
        return path;
    }

    /// <summary>Free and locked tokens of everybody.</summary>
    public static async Task<IReadOnlyDictionary<string, Account>> MoneyAsync(this TestNetwork network)
    {
        var money = new Dictionary<string, Account>();
        foreach (var party in network.Local.Parties.All)
        {
            money[party.Name] = await network.AccountAsync(party);
        }

        return money;
    }

    /// <summary>Does something, after which everybody's money must be where it was.</summary>
    public static async Task WithoutMoneyMovingAsync(this TestNetwork network, Func<Task> deed)
    {
        var before = await network.MoneyAsync();
        await deed();
        (await network.MoneyAsync()).Should().BeEquivalentTo(before);
    }

    private static string[] Missing(IReadOnlyList<string> arguments, string option, string value) => arguments.Contains(option) ? [] : [option, value];
}
