using System.Buffers.Binary;
using System.Collections.Concurrent;

namespace Ect.Ethereum.Abi;

/// <summary>Names what contracts revert with: registered custom errors, Error(string) and Panic(uint256).</summary>
public sealed class ContractErrors
{
    private static readonly AbiError Message = AbiError.Parse("Error(string)");
    private static readonly AbiError Panic = AbiError.Parse("Panic(uint256)");

    private readonly ConcurrentDictionary<uint, AbiError> _errors = new();

    /// <summary>Starts with Solidity's own two errors and those given.</summary>
    public ContractErrors(params IEnumerable<AbiError> errors)
    {
        Add([Message, Panic]);
        Add(errors);
    }

    /// <summary>Registers more errors; of two with one selector the first stays.</summary>
    public ContractErrors Add(params IEnumerable<AbiError> errors)
    {
        foreach (var error in errors)
        {
            _errors.TryAdd(BinaryPrimitives.ReadUInt32BigEndian(error.Selector), error);
        }

        return this;
    }

    /// <summary>Reads revert data. Never throws: unknown or malformed data becomes an error without a name.</summary>
    public DecodedError Decode(ReadOnlySpan<byte> data)
    {
        if (data.Length >= 4 && _errors.TryGetValue(BinaryPrimitives.ReadUInt32BigEndian(data), out var error))
        {
            try
            {
                return new(error, error.Decode(data), data.ToArray());
            }
            catch (AbiException)
            {
                // Another contract may use the same selector with other types: show it raw.
            }
        }

        return new(null, [], data.ToArray());
    }
}
