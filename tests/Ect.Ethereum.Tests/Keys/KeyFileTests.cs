using System.Security.Cryptography;
using Ect.Ethereum.Keys;

namespace Ect.Ethereum.Tests.Keys;

public sealed class KeyFileTests
{
    private const string Password = "correct horse é 🚀";
    private const string Phrase = "test test test test test test test test test test test junk";

    [Fact]
    public void A_keystore_opens_with_its_password_only()
    {
        using var key = PrivateKey.Generate();
        var json = Keystore.Encrypt(key, Password, KeystoreOptions.InsecureForTests);

        using var opened = Keystore.Decrypt(json, Password);
        opened.Address.Should().Be(key.Address);
        Keystore.AddressOf(json).Should().Be(key.Address);
        Problem(json, "correct horse").Should().Be(KeystoreProblem.WrongPassword);
        json.Should().NotContain(Convert.ToHexStringLower(key.ExportSecret())).And.NotContain("horse");
    }

    [Fact]
    public void The_default_cost_is_that_of_other_wallets() =>
        new KeystoreOptions().Should().Be(new KeystoreOptions { ScryptN = 131_072, ScryptR = 8, ScryptP = 1 });

    [Fact]
    public void Any_altered_digit_of_a_keystore_is_noticed()
    {
        using var key = PrivateKey.Generate();
        var json = Keystore.Encrypt(key, Password, KeystoreOptions.InsecureForTests);
        foreach (var field in new[] { "\"ciphertext\": \"", "\"mac\": \"", "\"salt\": \"", "\"iv\": \"", "\"address\": \"" })
        {
            var at = json.IndexOf(field, StringComparison.Ordinal) + field.Length;
            var altered = json[..at] + (json[at] == '0' ? '1' : '0') + json[(at + 1)..];
            Problem(altered, Password).Should().BeOneOf(KeystoreProblem.WrongPassword, KeystoreProblem.AddressMismatch, KeystoreProblem.Malformed);
        }
    }

    [Theory]
    [InlineData("")]
    [InlineData("[]")]
    [InlineData("{}")]
    [InlineData("{\"version\":3}")]
    [InlineData("{\"version\":\"3\",\"crypto\":{}}")]
    [InlineData("{\"version\":3,\"crypto\":{\"cipher\":\"aes-128-ctr\",\"kdf\":\"scrypt\",\"kdfparams\":7}}")]
    public void A_file_that_is_no_keystore_is_refused(string json) => Problem(json, Password).Should().Be(KeystoreProblem.Malformed);

    [Theory]
    [InlineData("\"n\": 2", "\"n\": 1073741824")]
    [InlineData("\"n\": 2", "\"n\": 3")]
    [InlineData("\"p\": 1", "\"p\": 2000000000")]
    [InlineData("\"r\": 8", "\"r\": 0")]
    [InlineData("\"dklen\": 32", "\"dklen\": 2000000000")]
    [InlineData("\"version\": 3", "\"version\": 4")]
    [InlineData("aes-128-ctr", "rot13")]
    [InlineData("\"scrypt\"", "\"none\"")]
    public void Parameters_that_would_take_the_machine_are_refused(string from, string to)
    {
        using var key = PrivateKey.Generate();
        var json = Keystore.Encrypt(key, Password, KeystoreOptions.InsecureForTests);
        json.Should().Contain(from);
        Problem(json.Replace(from, to, StringComparison.Ordinal), Password).Should().Be(KeystoreProblem.Unsupported);
    }

    [Fact]
    public void A_phrase_gives_the_accounts_that_every_wallet_shows()
    {
        using var first = HdKey.Account(Mnemonic.Parse(Phrase));
        using var second = HdKey.Account(Mnemonic.Parse("  " + Phrase.ToUpperInvariant().Replace(" ", "  ", StringComparison.Ordinal)), 1);
        first.Address.ToString().Should().Be("0xf39Fd6e51aad88F6F4ce6aB8827279cffFb92266");
        second.Address.ToString().Should().Be("0x70997970C51812dc3A010C7d01b50e0d17dc79C8");
    }

    [Theory]
    [InlineData(12)]
    [InlineData(15)]
    [InlineData(18)]
    [InlineData(21)]
    [InlineData(24)]
    public void A_new_phrase_is_read_back(int words)
    {
        var phrase = Mnemonic.Generate(words);
        phrase.WordCount.Should().Be(words);
        Mnemonic.Parse(phrase.Reveal()).ToEntropy().Should().Equal(phrase.ToEntropy());
        phrase.ToString().Should().NotContain(phrase.Reveal()[..10]);
        Mnemonic.Generate(words).Reveal().Should().NotBe(phrase.Reveal());
    }

    [Fact]
    public void A_wrong_phrase_is_refused_without_being_shown()
    {
        foreach (var wrong in new[] { "test test", Phrase.Replace("junk", "jonk", StringComparison.Ordinal), Phrase.Replace("junk", "test", StringComparison.Ordinal) })
        {
            FluentActions.Invoking(() => Mnemonic.Parse(wrong)).Should().Throw<FormatException>().Which.Message.Should().NotContain("jonk").And.NotContain("test");
        }
    }

    [Fact]
    public void The_word_list_is_that_of_the_standard()
    {
        using var stream = typeof(Mnemonic).Assembly.GetManifestResourceStream("bip39-english.txt")!;
        Convert.ToHexStringLower(SHA256.HashData(stream)).Should().Be("2f5eed53a4727b4bf8880d8f3f199efc90e58503646d9ff8eff3a2ed3b24dbda");
    }

    [Theory]
    [InlineData("")]
    [InlineData("44'/60'")]
    [InlineData("m/")]
    [InlineData("m/-1")]
    [InlineData("m/2147483648")]
    [InlineData("m/0''")]
    [InlineData("m/x")]
    public void A_wrong_path_is_refused(string path)
    {
        using var root = HdKey.FromSeed(new byte[32]);
        FluentActions.Invoking(() => root.Derive(path)).Should().Throw<FormatException>();
    }

    [Theory]
    [InlineData("é", "e\u0301")]
    [InlineData("ﬁ①", "fi1")]
    [InlineData("한", "\u1112\u1161\u11ab")]
    [InlineData("a\u0301\u0323", "a\u0323\u0301")]
    [InlineData("plain", "plain")]
    public void Passphrases_are_decomposed_although_the_program_runs_without_ICU(string text, string expected) => Nfkd.Normalize(text).Should().Be(expected);

    private static KeystoreProblem Problem(string json, string password)
    {
        var problem = FluentActions.Invoking(() => Keystore.Decrypt(json, password)).Should().Throw<KeystoreException>().Which;
        problem.ToString().Should().NotContain("horse");
        return problem.Problem;
    }
}
