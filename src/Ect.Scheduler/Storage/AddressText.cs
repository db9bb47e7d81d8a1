using System.Collections.Concurrent;
using Ect.Ethereum;

namespace Ect.Scheduler.Storage;

/// <summary>Addresses as the store has them. Their checksum costs a hash each time, and it is the same workers again and again.</summary>
internal static class AddressText
{
    // More than a pool's workers; then it begins anew.
    private const int Most = 200_000;

    private static readonly ConcurrentDictionary<Address, string> Texts = new();
    private static readonly ConcurrentDictionary<string, Address> Addresses = new();
    private static int _count;

    public static string Of(Address address)
    {
        if (!Texts.TryGetValue(address, out var text))
        {
            Keep(address, text = address.ToString());
        }

        return text;
    }

    /// <inheritdoc cref="Address.Parse"/>
    public static Address Parse(string text)
    {
        if (!Addresses.TryGetValue(text, out var address))
        {
            Keep(address = Address.Parse(text), text);
        }

        return address;
    }

    private static void Keep(Address address, string text)
    {
        if (Interlocked.Increment(ref _count) > Most)
        {
            Texts.Clear();
            Addresses.Clear();
            _count = 0;
        }

        Texts[address] = text;
        Addresses[text] = address;
    }
}
