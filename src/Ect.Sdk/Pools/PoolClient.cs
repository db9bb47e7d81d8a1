using System.Net;
using System.Numerics;
using Ect.Contracts;
using Ect.Ethereum;
using Ect.Protocol.Pools;
using Ect.Sdk.Assets;
using Ect.Sdk.Chain;

namespace Ect.Sdk.Pools;

/// <summary>
/// Asks pools' schedulers what they say of their pools. Whoever publishes a pool chooses the address, so answers are bounded in time and
/// size, and one that does not come is an answer too.
/// </summary>
public sealed class PoolClient : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(3);

    private readonly ChainAccess _chain;
    private readonly AssetClient _assets;
    private readonly HttpClient _http;

    internal PoolClient(ChainAccess chain, AssetClient assets)
    {
        (_chain, _assets) = (chain, assets);
        _http = new(new SocketsHttpHandler { AllowAutoRedirect = false, PooledConnectionLifetime = TimeSpan.FromMinutes(5) }) { Timeout = Patience, MaxResponseContentBufferSize = PoolProfile.MaxBytes };
    }

    /// <summary>What a pool's scheduler says.</summary>
    /// <exception cref="Errors.EctException">There is no such pool (<see cref="Errors.ErrorCode.AssetNotFound"/>).</exception>
    public async Task<PoolWord> AskAsync(BigInteger pool, CancellationToken cancellation = default)
    {
        var about = (await _assets.GetAsync(AssetKind.Pool, pool, cancellation)).Metadata;
        var word = new PoolWord(pool, about.Name, null, "the pool names no status page on chain");
        foreach (var address in about.StatusPages)
        {
            // Where several schedulers may lead, one that stands by or is gone is passed over.
            word = await AskAsync(pool, about.Name, address, cancellation);
            if (word.Profile is not null)
            {
                break;
            }
        }

        return word;
    }

    private async Task<PoolWord> AskAsync(BigInteger pool, string? title, Uri address, CancellationToken cancellation)
    {
        try
        {
            using var response = await _http.GetAsync(new Uri(address, PoolProfile.Path), cancellation);
            return response.StatusCode == HttpStatusCode.OK
                ? new(pool, title, PoolProfile.Read(await response.Content.ReadAsByteArrayAsync(cancellation)), null)
                : new(pool, title, null, $"its status page at {address} answers {(int)response.StatusCode}");
        }
        catch (Exception e) when (e is HttpRequestException or FormatException || (e is TaskCanceledException && !cancellation.IsCancellationRequested))
        {
            return new(pool, title, null, $"its status page at {address} does not tell: {(e is TaskCanceledException ? $"nothing came within {Patience.TotalSeconds:0} s" : e.Message)}");
        }
    }

    /// <summary>What several pools' schedulers say, asked together.</summary>
    public async Task<IReadOnlyDictionary<BigInteger, PoolWord>> AskAsync(IEnumerable<BigInteger> pools, CancellationToken cancellation = default) =>
        (await Task.WhenAll(pools.Distinct().Select(pool => AskAsync(pool, cancellation)))).ToDictionary(word => word.Pool);

    /// <summary>
    /// Bits that a vote of the pool's workers weighs against a value, in the mean of those that the scheduler names and that the chain
    /// knows to have a seat in the pool; null if it names none.
    /// </summary>
    /// <param name="word">The scheduler's word.</param>
    /// <param name="value">What a wrong result may cost, in units of 10^-18 ECT.</param>
    /// <param name="cancellation">Stops the reading.</param>
    public async Task<double?> TrustAsync(PoolWord word, BigInteger value, CancellationToken cancellation = default)
    {
        if (word.Profile is not { Sample.Count: > 0 } profile)
        {
            return null;
        }

        var hub = await _chain.HubAsync(cancellation);
        var roster = (await hub.RosterOfAsync(word.Pool, cancellation)).Number;
        Address[] sample = roster == 0 ? [] : [.. profile.Sample.Distinct()];
        Address[] seated = [.. sample.Zip(await hub.SeatsOfAsync(sample, cancellation)).Where(worker => worker.Second.Roster == roster).Select(worker => worker.First)];
        return seated.Length == 0 ? null
            : value.IsZero ? Protocol.Trust.Evidence.NewcomerBits
            : (await hub.EvidenceOfAsync(seated, value, cancellation)).Average();
    }

    /// <inheritdoc/>
    public void Dispose() => _http.Dispose();
}
