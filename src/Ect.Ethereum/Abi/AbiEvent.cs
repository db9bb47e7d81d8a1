namespace Ect.Ethereum.Abi;

/// <summary>A contract's event: makes the topics that find it, decodes its logs.</summary>
public sealed class AbiEvent
{
    private readonly AbiType[] _data;

    /// <summary>Describes an event by its parameters.</summary>
    /// <param name="name">The event's name.</param>
    /// <param name="inputs">All parameters in source order, at most three of them indexed (four when anonymous).</param>
    /// <param name="anonymous">Whether the event has no topic of its own.</param>
    public AbiEvent(string name, IReadOnlyList<AbiParameter> inputs, bool anonymous = false)
    {
        Name = name;
        Inputs = inputs;
        Anonymous = anonymous;
        Signature = AbiSignature.Of(name, inputs);
        Topic0 = Keccak256.Hash(Signature);
        _data = [.. inputs.Where(input => !input.Indexed).Select(input => input.Type)];
    }

    /// <summary>The event's name.</summary>
    public string Name { get; }

    /// <summary>Its parameters in source order.</summary>
    public IReadOnlyList<AbiParameter> Inputs { get; }

    /// <summary>Whether the event has no topic of its own.</summary>
    public bool Anonymous { get; }

    /// <summary>The canonical signature.</summary>
    public string Signature { get; }

    /// <summary>The signature's hash, the first topic of every log of an event that is not anonymous.</summary>
    public Bytes32 Topic0 { get; }

    /// <summary>Whether a log's first topic and number of topics are this event's.</summary>
    public bool Matches(IReadOnlyList<Bytes32> topics) =>
        topics.Count == Inputs.Count(input => input.Indexed) + (Anonymous ? 0 : 1) && (Anonymous || topics[0] == Topic0);

    /// <summary>
    /// The values in source order. An indexed string, bytes, array or tuple is only known by its hash, and comes as Bytes32.
    /// </summary>
    /// <exception cref="AbiException">The log is not of this event, or malformed.</exception>
    public object?[] Decode(IReadOnlyList<Bytes32> topics, ReadOnlySpan<byte> data)
    {
        if (!Matches(topics))
        {
            throw new AbiException($"The log is no {Signature}: its topics differ.");
        }

        var plain = AbiCodec.Decode(_data, data);
        var values = new object?[Inputs.Count];
        var (topic, field) = (Anonymous ? 0 : 1, 0);
        for (var i = 0; i < values.Length; i++)
        {
            values[i] = Inputs[i].Indexed ? DecodeTopic(Inputs[i].Type, topics[topic++]) : plain[field++];
        }

        return values;
    }

    /// <summary>The topic under which an indexed value is found; for a reference type the hash of its packed form must be given.</summary>
    /// <exception cref="AbiException">The value does not fit its type.</exception>
    public static Bytes32 EncodeTopic(AbiType type, object value) => type.Kind switch
    {
        AbiKind.Text when value is string text => Keccak256.Hash(text),
        AbiKind.Bytes when value is byte[] bytes => Keccak256.Hash(bytes),
        AbiKind.Text or AbiKind.Bytes or AbiKind.Array or AbiKind.Tuple => value is Bytes32 hash
            ? hash
            : throw new AbiException($"An indexed {type} is found by the hash of its packed encoding: give a Bytes32."),
        _ => Bytes32.FromBytes(AbiEncoder.EncodeWord(type, value, "")),
    };

    /// <inheritdoc/>
    public override string ToString() => Signature;

    private static object DecodeTopic(AbiType type, Bytes32 topic) =>
        type.Kind is AbiKind.Text or AbiKind.Bytes or AbiKind.Array or AbiKind.Tuple ? topic : AbiDecoder.ReadWord(type, topic.ToBytes());
}
