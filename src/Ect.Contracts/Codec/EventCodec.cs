using Ect.Ethereum;
using Ect.Ethereum.Abi;
using Ect.Ethereum.Rpc;

namespace Ect.Contracts;

/// <summary>Decoder of one event's logs.</summary>
internal sealed class EventCodec(string name, IReadOnlyList<(string Type, bool Indexed)> inputs)
{
    private readonly AbiEvent _event = new(name, [.. inputs.Select(input => new AbiParameter("", AbiType.Parse(input.Type), input.Indexed))]);

    public Bytes32 Topic => _event.Topic0;

    public bool TryDecode(Log log, out object?[] values)
    {
        if (!_event.Matches(log.Topics))
        {
            values = [];
            return false;
        }

        values = _event.Decode(log.Topics, log.Data);
        return true;
    }
}
