using Ect.Cli.Frame;
using Ect.Cli.Wallets;
using Ect.Ethereum;
using Ect.Protocol.Live;
using Ect.Protocol.Signing;
using Ect.Protocol.Tasks;
using Ect.Sdk.Deals;
using Ect.Sdk.Errors;

namespace Ect.Cli.Waiting;

/// <summary>The wallet that reads a deal's live logs.</summary>
internal static class LogKeys
{
    /// <summary>The deal's log key; null if it was bought without.</summary>
    public static PublicKey? Of(DealInfo deal)
    {
        try
        {
            return TaskParams.Parse(deal.Params).LogKey;
        }
        catch (FormatException)
        {
            return null; // somebody else's program bought it; no worker runs it either
        }
    }

    /// <summary>Opens the command's wallet, if it is the one.</summary>
    /// <exception cref="EctException">Another wallet is needed, or none helps (<see cref="ErrorCode.InvalidValue"/>).</exception>
    public static LiveOpener Open(CliContext context, DealInfo deal)
    {
        if (Of(deal) is not { } key)
        {
            throw new EctException(ErrorCode.InvalidValue, $"Deal {deal.Id} was bought without live logs (--no-logs): its workers send none.", "When a task has ended its result has them: `ect task logs` or `ect task result`.");
        }

        // The file shows the address without a password, so that nobody is asked for that of the wrong wallet.
        var wallet = context.WalletName();
        var address = context.Wallets.AddressOf(wallet);
        if (address != key.Address)
        {
            throw new EctException(ErrorCode.InvalidValue, $"The live logs of deal {deal.Id} are encrypted to {context.People.NameOf(key.Address)} ({key.Address}); wallet '{wallet}' is {address} and cannot read them.", "Choose the requester's wallet with --wallet.");
        }

        return new(EctDomain.Of(context.Network().Deployment), context.Unlock());
    }

    /// <summary>As <see cref="Open"/>, but never asks for a password: null where it would, or where the wallet is another.</summary>
    public static LiveOpener? TryOpen(CliContext context, DealInfo deal)
    {
        var wallet = context.WalletName();
        return Of(deal) is { } key && context.Wallets.Has(wallet) && context.Wallets.AddressOf(wallet) == key.Address && Passwords.WithoutAsking(context, wallet) is { } password
            ? new(EctDomain.Of(context.Network().Deployment), context.Wallets.Open(wallet, password))
            : null;
    }
}
