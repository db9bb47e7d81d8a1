using Ect.Sdk.Networks;
using Ect.Sdk.Qos;

namespace Ect.Cli.Home;

/// <summary>What is kept of the user's bags on one hub.</summary>
internal sealed class BagFiles(EctHome home, NetworkFile network)
{
    private readonly string _folder = Path.Combine(home.Bags, $"{network.ChainId}-{network.Deployment.Hub.ToString().ToLowerInvariant()}");

    /// <summary>Bags that have ended.</summary>
    public EndedBags Ended => new(Path.Combine(_folder, "ended"));

    /// <summary>The journal of a bag's help.</summary>
    public string JournalOf(Bag bag) => Path.Combine(_folder, $"{bag.Request}.journal");
}
