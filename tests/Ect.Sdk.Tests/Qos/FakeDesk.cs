using System.Globalization;
using System.Numerics;
using Ect.Sdk.Buying;
using Ect.Sdk.Deals;
using Ect.Sdk.Errors;
using Ect.Sdk.Qos;

namespace Ect.Sdk.Tests.Qos;

/// <summary>
/// A market that keeps what it was told when its caller dies, as a real one does: requests have no more tasks than they ask for, deals
/// stay. The caller can be made to die before or after any effect.
/// </summary>
internal sealed class FakeDesk(int seed = 0) : IHelpDesk
{
    private readonly Random _random = new(seed);
    private readonly List<Request> _requests = [];
    private int _untilDeath = int.MaxValue;

    /// <summary>What one task costs.</summary>
    public BigInteger Price { get; set; } = 3;

    /// <summary>Why nothing is to be had; null if it is.</summary>
    public string? Refusal { get; set; }

    /// <summary>Whether every second request expires, some of them half matched.</summary>
    public bool Expires { get; set; }

    /// <summary>Everything that was bought.</summary>
    public IEnumerable<DealInfo> Bought => _requests.SelectMany(request => request.Deals);

    /// <summary>Requests that were signed.</summary>
    public IReadOnlyList<RunRequest> Signed => [.. _requests.Select(request => request.Run)];

    /// <summary>How many of these moments pass before the caller dies.</summary>
    public void DieAfter(int moments) => _untilDeath = moments;

    public Task<Quote> QuoteAsync(RunRequest run, CancellationToken cancellation)
    {
        // What was sent before a death comes into a block after the next run has read the chain.
        _requests.ForEach(request => request.Land());
        Moment();
        return Refusal is { } why ? throw new EctException(ErrorCode.NoMatch, why) : Task.FromResult(new Quote(run.Category!.Value, 1, 0, Price - 1, Price * run.Tasks));
    }

    public Task<string> SignAsync(RunRequest run, Quote quote, CancellationToken cancellation)
    {
        Moment();
        _requests.Add(new(run) { IsExpired = Expires && _requests.Count % 2 == 0 });
        return Task.FromResult((_requests.Count - 1).ToString(CultureInfo.InvariantCulture));
    }

    public async Task<IReadOnlyList<DealInfo>> MatchAsync(string request, CancellationToken cancellation)
    {
        await Task.Yield();
        var number = int.Parse(request, CultureInfo.InvariantCulture);
        var found = _requests[number];
        found.Land();
        while (found.Matched < found.Run.Tasks)
        {
            Moment();
            if (found.IsExpired && (found.Matched > 0 || seed % 2 == 0))
            {
                break;
            }

            var tasks = (uint)_random.Next(1, (int)(found.Run.Tasks - found.Matched) + 1);
            found.OnItsWay = Deals.Of(found.Run.Params.ToCanonicalJson(), 100 + number, found.Matched, tasks);
            Moment();
            found.Land();
            Moment();
        }

        return [.. found.Deals];
    }

    private void Moment()
    {
        if (--_untilDeath < 0)
        {
            throw new CallerDiedException();
        }
    }

    public sealed class CallerDiedException : Exception;

    private sealed class Request(RunRequest run)
    {
        public RunRequest Run { get; } = run;

        public bool IsExpired { get; init; }

        public uint Matched => (uint)Deals.Sum(deal => deal.Terms.Size);

        public DealInfo? OnItsWay { get; set; }

        public List<DealInfo> Deals { get; } = [];

        public void Land()
        {
            if (OnItsWay is { } deal)
            {
                Deals.Add(deal);
                OnItsWay = null;
            }
        }
    }
}
