using System.Collections;
using System.Text.Json.Serialization;

namespace Ect.Ethereum.Rpc;

/// <summary>
/// The JSON-RPC URLs of one chain's nodes, in order of preference: 1 to 16 different http or https URLs. As text a list
/// with commas. Never shown in full: a URL's path, query or user information may be a key.
/// </summary>
[JsonConverter(typeof(RpcEndpointsJsonConverter))]
public sealed class RpcEndpoints : IReadOnlyList<Uri>, IEquatable<RpcEndpoints>
{
    private const int Most = 16;

    private readonly Uri[] _urls;

    /// <summary>The endpoints of a list; whether they can be used, <see cref="Problem"/> says.</summary>
    public RpcEndpoints(params IEnumerable<Uri> urls) => _urls = [.. urls];

    /// <summary>The endpoints of a text: URLs with commas between them.</summary>
    /// <exception cref="UriFormatException">One of them is no URL.</exception>
    public RpcEndpoints(string text) => _urls = [.. text.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries).Select(url => new Uri(url, UriKind.Absolute))];

    /// <inheritdoc/>
    public int Count => _urls.Length;

    /// <summary>Why these endpoints cannot be used; null if they can.</summary>
    public string? Problem =>
        _urls.Length is 0 or > Most ? $"{_urls.Length} endpoints are given: give 1 to {Most}"
        : _urls.FirstOrDefault(url => !url.IsAbsoluteUri || url.Scheme is not ("http" or "https")) is { } wrong ? $"'{(wrong.IsAbsoluteUri ? $"{wrong.Scheme}://" : "")}{NameOf(wrong)}' is no http or https URL of a node"
        : _urls.Distinct().Count() < _urls.Length ? "an endpoint is given twice, and would count twice in a quorum"
        : null;

    /// <inheritdoc/>
    public Uri this[int index] => _urls[index];

    /// <summary>One node's URL is a list of one.</summary>
    public static implicit operator RpcEndpoints(Uri url) => new(url);

    /// <summary>What may be shown of a URL: host and port.</summary>
    public static string NameOf(Uri url) => url.IsAbsoluteUri ? url.Authority : "a relative URL";

    /// <summary>Hosts and ports, with commas.</summary>
    public override string ToString() => string.Join(", ", _urls.Select(NameOf));

    /// <inheritdoc/>
    public bool Equals(RpcEndpoints? other) => other is not null && _urls.SequenceEqual(other._urls);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as RpcEndpoints);

    /// <inheritdoc/>
    public override int GetHashCode() => _urls.Length == 0 ? 0 : HashCode.Combine(_urls.Length, _urls[0]);

    /// <inheritdoc/>
    public IEnumerator<Uri> GetEnumerator() => ((IEnumerable<Uri>)_urls).GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => _urls.GetEnumerator();
}
