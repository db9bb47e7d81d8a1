using Ect.Contracts;
using Ect.Sdk.Deals;

namespace Ect.Sdk.Qos;

/// <summary>Looks at a bag again and again, and buys its help.</summary>
internal sealed class BagFollower
{
    private const int DealsAtOnce = 4;

    private readonly HubClient _hub;
    private readonly BagFollowing _how;
    private readonly HelpBuyer? _buyer;
    private readonly BagBook _book;
    private readonly List<(DealInfo Deal, bool IsHelp, DealPoll Poll)> _polls = [];
    private readonly Dictionary<ulong, double> _times = [];
    private Bag _bag;
    private int _told = -1;
    private string? _refusal;

    public BagFollower(HubClient hub, Bag bag, BagFollowing how, IHelpDesk desk, TimeProvider time)
    {
        (_hub, _bag, _how, _book) = (hub, bag, how, new(bag));
        _buyer = how.Help is { } help ? new(help, how.Journal ?? throw new InvalidOperationException("Help without a journal would be bought twice."), desk, time) : null;
        _polls.AddRange(bag.Deals.Select(deal => (deal, false, new DealPoll(hub, deal))));
        _polls.AddRange(bag.Help.Select(help => (help.Deal, true, new DealPoll(hub, help.Deal))));
    }

    public bool IsOver => _book.IsOver;

    /// <summary>What is new.</summary>
    public async Task<IReadOnlyList<BagNews>> LookAsync(CancellationToken cancellation)
    {
        var news = new List<BagNews>();
        var updates = await UpdatesAsync(cancellation);
        await DateAsync(updates.Select(update => update.Update.BlockNumber), cancellation);
        foreach (var (deal, isHelp, update) in updates)
        {
            news.Add(new BagNews.OfTask(update, deal, _book.IndexOf(update.Task) ?? update.Index, isHelp));
            _book.Read(update, _times[update.BlockNumber]);
        }

        var now = Since(await _hub.NowAsync(cancellation));
        await AssignAsync(now, cancellation);
        if (_told != _book.Progress.Completed)
        {
            _told = _book.Progress.Completed;
            news.Add(new BagNews.Progressed(State(now)));
        }

        if (_buyer is not null && await HelpAsync(now, cancellation) is { } help)
        {
            news.Add(help);
        }

        return news;
    }

    public async Task<BagState> StateAsync(CancellationToken cancellation) => State(Since(await _hub.NowAsync(cancellation)));

    private BagState State(double now) =>
        new(_bag, _book.Progress, now, _how.Predictor.Predict(_book.Progress), _how.Predictor.PredictAt(_book.Progress, 50), _book.Results.ToDictionary(), _book.IsOver);

    // In the chain's order, so that of two results the first one counts.
    private async Task<IReadOnlyList<(DealInfo Deal, bool IsHelp, TaskUpdate Update)>> UpdatesAsync(CancellationToken cancellation)
    {
        var updates = new List<(DealInfo Deal, bool IsHelp, TaskUpdate Update)>();
        foreach (var some in _polls.Where(watched => !watched.Poll.IsOver).Chunk(DealsAtOnce))
        {
            var looks = await Task.WhenAll(some.Select(watched => watched.Poll.LookAsync(cancellation)));
            updates.AddRange(some.Zip(looks).SelectMany(look => look.Second.Select(update => (look.First.Deal, look.First.IsHelp, update))));
        }

        return [.. updates.OrderBy(update => update.Update.BlockNumber)];
    }

    private async Task AssignAsync(double now, CancellationToken cancellation)
    {
        if (_how.Assignments is not { } ask)
        {
            return;
        }

        foreach (var (deal, _, _) in _polls.Where(watched => !watched.IsHelp && !watched.Poll.IsOver))
        {
            foreach (var (index, at) in (await ask(deal, cancellation)).OrderBy(assigned => assigned.At))
            {
                _book.Assign(index, Math.Clamp((at.ToUnixTimeMilliseconds() / 1000.0) - _bag.Start, 0, now));
            }
        }
    }

    private async Task<BagNews?> HelpAsync(double now, CancellationToken cancellation)
    {
        switch (await _buyer!.LookAsync(_bag, _book, now, cancellation))
        {
            case HelpOutcome.Bought bought:
                _refusal = null;
                _bag = _bag.With(bought.Deals);
                foreach (var help in bought.Deals)
                {
                    _book.Add(help);
                    _polls.Add((help.Deal, true, new(_hub, help.Deal)));
                }

                return new BagNews.HelpBought(bought.Deals, bought.Price, State(now));
            case HelpOutcome.Refused refused when refused.Why != _refusal:
                _refusal = refused.Why;
                return new BagNews.HelpRefused(refused.Why);
            default:
                return null;
        }
    }

    /// <summary>Finds out when blocks were, in seconds since the bag's start.</summary>
    private async Task DateAsync(IEnumerable<ulong> blocks, CancellationToken cancellation)
    {
        ulong[] unknown = [.. blocks.Distinct().Where(block => !_times.ContainsKey(block))];
        foreach (var (height, block) in unknown.Zip(await _hub.Client.GetBlocksAsync(unknown, cancellation)))
        {
            // A block that a re-organisation took away is no older than its neighbours: now will do.
            _times.Add(height, Since(block?.Timestamp ?? await _hub.NowAsync(cancellation)));
        }
    }

    private double Since(ulong time) => time > _bag.Start ? time - _bag.Start : 0;
}
