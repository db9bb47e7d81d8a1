using System.Numerics;
using Ect.Cli.Wallets;
using Ect.Ethereum;

namespace Ect.Cli.Up;

/// <summary>Somebody in a local network: a wallet with play money.</summary>
/// <param name="Name">Name of the wallet.</param>
/// <param name="Key">Its key.</param>
/// <param name="Deposit">What the treasury puts into the hub for it at the start, in units of 10^-18 ECT.</param>
internal sealed record Party(string Name, PrivateKey Key, BigInteger Deposit)
{
    public Address Address => Key.Address;

    /// <summary>What people call it.</summary>
    public string Title => Name == WalletFolder.DefaultName ? "requester" : Name;
}
