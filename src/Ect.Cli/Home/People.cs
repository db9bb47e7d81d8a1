using Ect.Cli.Wallets;
using Ect.Ethereum;
using Ect.Sdk.Errors;

namespace Ect.Cli.Home;

/// <summary>Calls the accounts of the user's own wallets by the wallets' names; everybody else by address.</summary>
internal sealed class People
{
    private readonly Dictionary<Address, string> _names;

    private People(Dictionary<Address, string> names) => _names = names;

    public static People Of(WalletFolder wallets)
    {
        var names = new Dictionary<Address, string>();
        foreach (var name in wallets.Names())
        {
            try
            {
                names.TryAdd(wallets.AddressOf(name), name);
            }
            catch (EctException)
            {
                // A damaged wallet only costs its name here; commands that use it say what is wrong.
            }
        }

        return new(names);
    }

    public string NameOf(Address address) => _names.GetValueOrDefault(address) ?? address.ToString();
}
