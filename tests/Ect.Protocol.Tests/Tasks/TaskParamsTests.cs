using Ect.Ethereum;
using Ect.Protocol.Tasks;
using FsCheck;
using FsCheck.Xunit;

namespace Ect.Protocol.Tests.Tasks;

public sealed class TaskParamsTests
{
    private const string Cid = "bafybeigdyrzt5sfp7udm7hu76uh7y26nf3efuylqabf3oclgtqy55fbzdi";

    // The generator of the curve.
    private const string Key = "0x0279be667ef9dcbbac55a06295ce870b07029bfcdb2dce28d959f2815b16f81798";

    [Fact]
    public void Params_are_written_compactly_in_a_fixed_order()
    {
        var value = new TaskParams
        {
            Env = new Dictionary<string, string> { ["SEED"] = "7", ["A"] = "\"é\"" },
            Inputs = new Dictionary<string, string> { ["b.csv"] = Cid, ["a.csv"] = Cid },
            Args = ["--fast", ""],
        };

        value.ToCanonicalJson().Replace(Cid, "CID", StringComparison.Ordinal).Should().Be("""{"args":["--fast",""],"inputs":{"a.csv":"CID","b.csv":"CID"},"env":{"A":"\"é\"","SEED":"7"}}""");
        TaskParams.Empty.ToCanonicalJson().Should().Be("{}");
        TaskParams.Parse("").Should().Be(TaskParams.Empty);
    }

    [Fact]
    public void A_log_key_is_written_last_and_only_if_there_is_one()
    {
        const string text = $$"""{"args":["a"],"logKey":"{{Key}}"}""";

        TaskParams.Parse(text).LogKey.Should().Be(PublicKey.Parse(Key));
        TaskParams.Parse(text).ToCanonicalJson().Should().Be(text);
        TaskParams.Parse("""{"args":["a"]}""").LogKey.Should().BeNull();
    }

    [Theory]
    [InlineData("""{"needs":{"runtime":"oci","memory":268435456}}""")]
    [InlineData("""{"args":["a"],"needs":{"runtime":"oci","memory":1,"network":true,"hosts":"machine"}}""")]
    [InlineData("""{"needs":{"hosts":"processor"}}""")]
    public void What_is_needed_of_a_machine_is_written_if_not_every_machine_has_it(string text)
    {
        TaskParams.Parse(text).ToCanonicalJson().Should().Be(text);
        TaskParams.Parse("""{"needs":{"runtime":"wasm","memory":0,"network":false,"hosts":"any"}}""").Should().BeEquivalentTo(TaskParams.Empty);
    }

    [Property]
    public bool Arguments_survive_their_text(NonNull<string>[] args)
    {
        var texts = args.Select(a => a.Get.Replace("\0", "", StringComparison.Ordinal)).Where(IsUnicode).Take(20).ToList();
        var text = new TaskParams { Args = texts }.ToCanonicalJson();
        return TaskParams.Parse(text).Args.SequenceEqual(texts) && TaskParams.Parse(text).ToCanonicalJson() == text;
    }

    [Theory]
    [InlineData("""{"inputs":{"../etc":"CID"}}""", "../etc")]
    [InlineData("""{"inputs":{"a/b":"CID"}}""", "a/b")]
    [InlineData("""{"inputs":{".hidden":"CID"}}""", ".hidden")]
    [InlineData("""{"inputs":{"dataset":"CID"}}""", "dataset")]
    [InlineData("""{"inputs":{"a":"no cid"}}""", "no content id")]
    [InlineData("""{"inputs":{"a":null}}""", "no content id")]
    [InlineData("""{"env":{"ECT_OUT":"/"}}""", "ECT_OUT")]
    [InlineData("""{"env":{"1A":""}}""", "1A")]
    [InlineData("""{"env":{"A":null}}""", "env.A")]
    [InlineData("""{"args":["\u0000"]}""", "zero character")]
    [InlineData("""{"args":null}""", "args")]
    [InlineData("""{"needs":{"runtime":"java"}}""", "needs.runtime is 'java'")]
    [InlineData("""{"needs":{"hosts":"same"}}""", "needs.hosts is 'same'")]
    [InlineData("""{"needs":{"memory":-1}}""", "needs.memory is -1")]
    [InlineData("""{"needs":{"memory":99999999999}}""", "needs.memory is 99999999999")]
    [InlineData("""{"needs":{"gpu":1}}""", "gpu")]
    [InlineData("""{"args":[],"args":[]}""", "args")]
    [InlineData("""{"arguments":[]}""", "arguments")]
    [InlineData("""{"logKey":""}""", "logKey")]
    [InlineData("""{"logKey":"0x0479be667ef9dcbbac55a06295ce870b07029bfcdb2dce28d959f2815b16f81798"}""", "logKey")]
    [InlineData("""{"logKey":"0x020000000000000000000000000000000000000000000000000000000000000005"}""", "logKey")]
    [InlineData("""{"logKey":"0x02ffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff"}""", "logKey")]
    [InlineData("""{"logKey":"0x00"}""", "logKey")]
    [InlineData("""[]""", "not valid JSON")]
    [InlineData("null", "not null")]
    public void Wrong_params_are_refused_with_the_reason(string text, string reason)
    {
        var act = () => TaskParams.Parse(text.Replace("CID", Cid, StringComparison.Ordinal));
        act.Should().Throw<FormatException>().WithMessage($"*{reason}*");
    }

    [Fact]
    public void Counts_and_sizes_are_limited()
    {
        Refused(new() { Args = [.. Enumerable.Repeat("x", 65)] }, "*65 args*");
        Refused(new() { Args = [new string('é', 1025)] }, "*args*2050 bytes*");
        Refused(new() { Args = [.. Enumerable.Repeat(new string('x', 2000), 5)] }, "*8192*");
        Refused(new() { Args = ["\ud800"] }, "*Unicode*");

        static void Refused(TaskParams value, string message) => value.Invoking(v => v.ToCanonicalJson()).Should().Throw<FormatException>().WithMessage(message);
    }

    private static bool IsUnicode(string text)
    {
        for (var i = 0; i < text.Length; i++)
        {
            if (char.IsSurrogate(text[i]) && !(char.IsHighSurrogate(text[i]) && i + 1 < text.Length && char.IsLowSurrogate(text[++i])))
            {
                return false;
            }
        }

        return true;
    }
}
