using System.Numerics;
using Ect.Ethereum.Abi;
using FsCheck;
using FsCheck.Fluent;
using FsCheck.Xunit;

namespace Ect.Ethereum.Tests.Abi;

public sealed class AbiCodecTests
{
    [Property(MaxTest = 300, Arbitrary = [typeof(Typed)])]
    public void Every_value_survives_encoding(TypedValue typed)
    {
        var encoded = AbiCodec.Encode([typed.Type], [typed.Value]);
        var decoded = AbiCodec.Decode([typed.Type], encoded);
        AbiCodec.Encode([typed.Type], decoded).Should().Equal(encoded);
        decoded[0].Should().BeEquivalentTo(typed.Value, options => options.WithStrictOrdering());
        AbiType.Parse(typed.Type.Name).Should().Be(typed.Type);
    }

    [Property(MaxTest = 1000, Arbitrary = [typeof(Typed)])]
    public void Damaged_data_decodes_or_is_refused_but_never_crashes(TypedValue typed, int at, byte by)
    {
        var encoded = AbiCodec.Encode([typed.Type], [typed.Value]);
        encoded[(int)((uint)at % encoded.Length)] ^= by;
        try
        {
            AbiCodec.Decode([typed.Type], encoded);
            AbiCodec.Decode([typed.Type], encoded.AsSpan(0, (int)((uint)at % encoded.Length)));
        }
        catch (AbiException)
        {
            // Refused: any other exception fails the test.
        }
    }

    [Property(MaxTest = 300, Arbitrary = [typeof(Typed)])]
    public void Accepted_calls_are_read_as_they_were_written(TypedValue typed)
    {
        var function = AbiFunction.Parse($"f({typed.Type.Name})");
        var call = function.EncodeCall(typed.Value);
        function.DecodeAcceptedCall(call).Should().BeEquivalentTo(function.DecodeCall(call), options => options.WithStrictOrdering());
    }

    [Property(MaxTest = 1000, Arbitrary = [typeof(Typed)])]
    public void Damaged_calls_are_read_or_refused_but_never_crash(TypedValue typed, int at, byte by)
    {
        var function = AbiFunction.Parse($"f({typed.Type.Name})");
        var call = function.EncodeCall(typed.Value);
        call[4 + (int)((uint)at % (call.Length - 4))] ^= by;
        try
        {
            function.DecodeAcceptedCall(call);
            function.DecodeAcceptedCall(call.AsSpan(0, 4 + (int)((uint)at % (call.Length - 4))));
        }
        catch (AbiException)
        {
            // Refused: any other exception fails the test.
        }
    }

    /// <summary>Each of the two may claim all of the data, and no more.</summary>
    [Theory]
    [InlineData("f(bytes,bytes)", 2, true)]
    [InlineData("f(bytes[])", 40, false)]
    public void Tails_of_a_call_overlap_but_do_not_multiply(string signature, int times, bool isRead)
    {
        byte[][] offsets = signature.Contains('[', StringComparison.Ordinal) ? [Word(32), Word(times), .. Enumerable.Repeat(Word(32 * times), times)] : [.. Enumerable.Repeat(Word(32 * times), times)];
        var function = AbiFunction.Parse(signature);
        byte[] call = [.. function.Selector, .. offsets.SelectMany(word => word), .. Word(1000), .. new byte[1000]];
        var reading = FluentActions.Invoking(() => function.DecodeAcceptedCall(call));
        if (isRead)
        {
            reading().Should().HaveCount(2).And.AllBeEquivalentTo(new byte[1000]);
        }
        else
        {
            reading.Should().Throw<AbiException>().WithMessage("*shares its bytes*");
        }
    }

    [Theory]
    [InlineData("uint8", "0000000000000000000000000000000000000000000000000000000000000100")]
    [InlineData("int8", "0000000000000000000000000000000000000000000000000000000000000080")]
    [InlineData("bool", "0000000000000000000000000000000000000000000000000000000000000002")]
    [InlineData("address", "0000000000000000000000010000000000000000000000000000000000000000")]
    [InlineData("bytes4", "0000000001000000000000000000000000000000000000000000000000000000")]
    [InlineData("uint256", "00")]
    [InlineData("bytes", "ffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff")]
    [InlineData("bytes", "0000000000000000000000000000000000000000000000000000000000000020ffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff")]
    [InlineData("bytes", "0000000000000000000000000000000000000000000000000000000000000020000000000000000000000000000000000000000000000000000000007fffffff")]
    [InlineData("uint256[]", "0000000000000000000000000000000000000000000000000000000000000020000000000000000000000000000000000000000000000000000000007fffffff")]
    [InlineData("()[]", "00000000000000000000000000000000000000000000000000000000000000200000000000000000000000000000000000000000000000000000000000000040")]
    [InlineData("string", "00000000000000000000000000000000000000000000000000000000000000200000000000000000000000000000000000000000000000000000000000000001ff00000000000000000000000000000000000000000000000000000000000000")]
    [InlineData("bytes", "000000000000000000000000000000000000000000000000000000000000002000000000000000000000000000000000000000000000000000000000000000010101000000000000000000000000000000000000000000000000000000000000")]
    public void Malformed_data_is_refused(string type, string hex) =>
        FluentActions.Invoking(() => AbiCodec.Decode([AbiType.Parse(type)], Hex.Decode(hex))).Should().Throw<AbiException>();

    /// <summary>Arrays of arrays whose offsets all point to one tail: 100 elements a level would be 10^10 numbers.</summary>
    [Fact]
    public void Shared_tails_cannot_multiply_memory()
    {
        var type = AbiType.Parse("uint256[][][][][]");
        var words = new List<byte[]> { Word(32) };
        for (var level = 0; level < 4; level++)
        {
            words.Add(Word(100));
            words.AddRange(Enumerable.Repeat(Word(3200), 100));
        }

        words.Add(Word(100));
        words.AddRange(Enumerable.Repeat(Word(1), 100));
        byte[] data = [.. words.SelectMany(word => word)];
        var before = GC.GetAllocatedBytesForCurrentThread();

        FluentActions.Invoking(() => AbiCodec.Decode([type], data)).Should().Throw<AbiException>().WithMessage("*shares its bytes*");
        (GC.GetAllocatedBytesForCurrentThread() - before).Should().BeLessThan(10_000_000);
    }

    [Theory]
    [InlineData("uint")]
    [InlineData("int")]
    public void Aliases_have_their_canonical_names(string alias) => AbiType.Parse(alias).Name.Should().Be(alias + "256");

    [Theory]
    [InlineData("")]
    [InlineData("uint7")]
    [InlineData("uint264")]
    [InlineData("uint0")]
    [InlineData("uint08")]
    [InlineData("bytes33")]
    [InlineData("bytes0")]
    [InlineData("uint256[0]")]
    [InlineData("uint256[-1]")]
    [InlineData("uint256[")]
    [InlineData("(uint256")]
    [InlineData("(uint256,)")]
    [InlineData("uint256 ")]
    [InlineData("tuple")]
    [InlineData("uint256[1000000000]")]
    public void Texts_that_are_no_types_are_refused(string text) =>
        FluentActions.Invoking(() => AbiType.Parse(text)).Should().Throw<FormatException>();

    [Fact]
    public void Deeply_nested_types_are_refused() =>
        FluentActions.Invoking(() => AbiType.Parse(new string('(', 100_000))).Should().Throw<FormatException>();

    [Fact]
    public void A_value_that_does_not_fit_is_refused_by_name()
    {
        AbiType[] types = [AbiType.Parse("uint8"), AbiType.Parse("(address,uint256[2])")];
        FluentActions.Invoking(() => AbiCodec.Encode(types, 256, new object[] { Address.Zero, new object[] { 1, 2 } })).Should().Throw<AbiException>().WithMessage("Parameter 0 *uint8*");
        FluentActions.Invoking(() => AbiCodec.Encode(types, 1, new object[] { Address.Zero, new object[] { 1, "x" } })).Should().Throw<AbiException>().WithMessage("Parameter 1.1.1 *String*");
        FluentActions.Invoking(() => AbiCodec.Encode(types, 1, new object[] { Address.Zero, new object[] { 1 } })).Should().Throw<AbiException>().WithMessage("*2 elements, 1*");
        FluentActions.Invoking(() => AbiCodec.Encode(types, 1)).Should().Throw<AbiException>();
        FluentActions.Invoking(() => AbiCodec.Encode([AbiType.Uint256], -1)).Should().Throw<AbiException>();
    }

    [Fact]
    public void Selectors_and_topics_are_the_well_known_ones()
    {
        Hex.Encode(AbiFunction.Parse("transfer(address,uint256)").Selector).Should().Be("0xa9059cbb");
        Hex.Encode(AbiError.Parse("Error(string)").Selector).Should().Be("0x08c379a0");
        new AbiEvent("Transfer", [new("from", AbiType.Address, true), new("to", AbiType.Address, true), new("value", AbiType.Uint256)])
            .Topic0.ToString().Should().Be("0xddf252ad1be2c89b69c2b068fc378daa952ba7f163c4a11628f55a4df523b3ef");
    }

    [Fact]
    public void A_compilers_json_is_read_with_its_structures()
    {
        var abi = ContractAbi.Parse("""
            {"abi":[
              {"type":"constructor","inputs":[{"name":"owner","type":"address"}]},
              {"type":"function","name":"open","stateMutability":"view","inputs":[{"name":"deals","type":"tuple[2]","internalType":"struct Deal[2]","components":[{"name":"id","type":"bytes32"},{"name":"tags","type":"string[]"}]}],"outputs":[{"name":"","type":"bool"}]},
              {"type":"event","name":"Opened","inputs":[{"name":"id","type":"bytes32","indexed":true}],"anonymous":false},
              {"type":"error","name":"Closed","inputs":[]},
              {"type":"receive"}
            ]}
            """);
        abi.Function("open").Signature.Should().Be("open((bytes32,string[])[2])");
        abi.Function("open").Inputs[0].Components!.Select(component => component.Name).Should().Equal("id", "tags");
        abi.Event("Opened").Inputs[0].Indexed.Should().BeTrue();
        abi.Errors.Should().ContainSingle().Which.Name.Should().Be("Closed");
        abi.EncodeDeployment([1, 2], Address.Zero).Should().HaveCount(34);
        FluentActions.Invoking(() => ContractAbi.Parse("""{"x":1}""")).Should().Throw<FormatException>();
        FluentActions.Invoking(() => ContractAbi.Parse("[{}]")).Should().Throw<FormatException>();
    }

    [Fact]
    public void An_answer_from_an_empty_address_is_explained() =>
        FluentActions.Invoking(() => AbiFunction.Parse("count()", "(uint256)").DecodeResult([])).Should().Throw<AbiException>().WithMessage("*no contract stands at the address*");

    private static byte[] Word(int value) => Bytes32.FromNumber(value).ToBytes();

    public sealed record TypedValue(AbiType Type, object? Value);

    private static class Typed
    {
        public static Arbitrary<TypedValue> Value() => Gen.Sized(size => Generate(Math.Min(size, 30))).ToArbitrary();

        private static Gen<TypedValue> Generate(int size)
        {
            var number = from bits in Gen.Choose(1, 32)
                         from bytes in Gen.ArrayOf(Gen.Choose(0, 255).Select(value => (byte)value), bits)
                         select new TypedValue(AbiType.Parse($"uint{bits * 8}"), new BigInteger(bytes, isUnsigned: true));
            var signed = from bits in Gen.Choose(1, 32)
                         from bytes in Gen.ArrayOf(Gen.Choose(0, 255).Select(value => (byte)value), bits)
                         select new TypedValue(AbiType.Parse($"int{bits * 8}"), new BigInteger(bytes));
            var flag = Gen.Elements(true, false).Select(value => new TypedValue(AbiType.Boolean, value));
            var address = Gen.ArrayOf(Gen.Choose(0, 255).Select(value => (byte)value), 20).Select(bytes => new TypedValue(AbiType.Address, Address.FromBytes(bytes)));
            var blob = ArbMap.Default.GeneratorFor<byte[]>().Select(value => new TypedValue(AbiType.Bytes, value));
            var @fixed = from length in Gen.Choose(1, 31)
                         from value in Gen.ArrayOf(Gen.Choose(0, 255).Select(item => (byte)item), length)
                         select new TypedValue(AbiType.Parse($"bytes{length}"), value);
            var hash = Gen.Choose(0, int.MaxValue).Select(value => new TypedValue(AbiType.Bytes32, Keccak256.Hash($"{value}")));
            var text = ArbMap.Default.GeneratorFor<int[]>().Select(codes => new TypedValue(AbiType.Text, string.Concat(codes.Select(code => char.ConvertFromUtf32((int)((uint)code % 0xd800))))));
            var leaf = Gen.OneOf(number, signed, flag, address, blob, @fixed, hash, text);
            if (size == 0)
            {
                return leaf;
            }

            var tuple = from count in Gen.Choose(1, 4)
                        from members in Gen.ArrayOf(Generate(size / 4), count)
                        select new TypedValue(AbiType.TupleOf([.. members.Select(member => member.Type)]), members.Select(member => member.Value).ToArray());
            var array = from element in Generate(size / 4)
                        from count in Gen.Choose(0, 4)
                        from isFixed in Gen.Elements(true, false)
                        select new TypedValue(AbiType.ArrayOf(element.Type, isFixed && count > 0 ? count : null), Enumerable.Repeat(element.Value, count).ToArray());
            return Gen.Frequency((2, leaf), (1, tuple), (1, array));
        }
    }
}
