using System.Diagnostics;
using System.Numerics;
using System.Text.Json;
using System.Text.Json.Nodes;
using Ect.Ethereum.Abi;
using Ect.Ethereum.Keys;
using Ect.Ethereum.Transactions;
using Ect.Ethereum.TypedData;
using Ect.Testing;

namespace Ect.Ethereum.Tests.Transactions;

/// <summary>The same work done by ethers.js, a JavaScript library that shares no code with this one.</summary>
public sealed class EthersTests
{
    private const string Script = """
        import { createRequire } from 'node:module';
        const { Wallet, AbiCoder, encryptKeystoreJsonSync, decryptKeystoreJsonSync } = createRequire(process.cwd() + '/')('ethers');
        let input = ''; for await (const part of process.stdin) input += part;
        const { key, typedData, tx, password, keystore } = JSON.parse(input);
        const wallet = new Wallet(key);
        const types = { ...typedData.types }; delete types.EIP712Domain;
        console.log(JSON.stringify({
          address: wallet.address,
          typed: await wallet.signTypedData(typedData.domain, types, typedData.message),
          message: await wallet.signMessage('héllo'),
          transaction: await wallet.signTransaction(tx),
          abi: AbiCoder.defaultAbiCoder().encode(['tuple(uint256,string[])[]', 'int8'], [[[1n, ['a', 'b']], [2n, []]], -3]),
          keystore: encryptKeystoreJsonSync({ address: wallet.address, privateKey: key }, password, { scrypt: { N: 2 } }),
          opened: decryptKeystoreJsonSync(keystore, password).privateKey === key,
        }));
        """;

    [Fact]
    public async Task Ethers_makes_the_same_signatures_encodings_and_keystores()
    {
        using var key = PrivateKey.Generate();
        var document = new TypedDataDocument(
            new("ECT", "1", 31337, Address.Parse("0x00000000000000000000000000000000000000ff")),
            new Dictionary<string, IReadOnlyList<TypedDataMember>>
            {
                ["Order"] = [new("owner", "address"), new("price", "uint256"), new("items", "Item[]"), new("salt", "bytes32")],
                ["Item"] = [new("name", "string"), new("data", "bytes"), new("change", "int64")],
            },
            "Order",
            JsonNode.Parse("""{"owner":"0x00000000000000000000000000000000000000aa","price":"123456789012345678901234567890","items":[{"name":"é","data":"0x0102","change":-5}],"salt":"0x1111111111111111111111111111111111111111111111111111111111111111"}""")!.AsObject());
        var input = new JsonObject
        {
            ["key"] = Hex.Encode(key.ExportSecret()),
            ["password"] = "pass é",
            ["keystore"] = Keystore.Encrypt(key, "pass é", KeystoreOptions.InsecureForTests),
            ["typedData"] = JsonNode.Parse(document.ToJson()),
            ["tx"] = JsonNode.Parse("""{"type":2,"chainId":31337,"nonce":9,"gasLimit":50000,"to":"0x00000000000000000000000000000000000000aa","value":"1000000000000000000","maxFeePerGas":"3000000000","maxPriorityFeePerGas":"1","data":"0xdeadbeef"}"""),
        };

        var theirs = await RunAsync(input.ToJsonString());

        theirs.GetProperty("address").GetString().Should().Be(key.Address.ToString());
        theirs.GetProperty("typed").GetString().Should().Be(document.Sign(key).ToString());
        theirs.GetProperty("message").GetString().Should().Be(key.SignMessage("héllo").ToString());
        var transaction = new DynamicFeeTransaction
        {
            ChainId = 31337,
            Nonce = 9,
            GasLimit = 50_000,
            To = Address.Parse("0x00000000000000000000000000000000000000aa"),
            Value = BigInteger.Pow(10, 18),
            MaxFeePerGas = 3_000_000_000,
            MaxPriorityFeePerGas = 1,
            Data = [0xde, 0xad, 0xbe, 0xef],
        };
        theirs.GetProperty("transaction").GetString().Should().Be(Hex.Encode(transaction.Sign(key).Encode()));
        var abi = AbiCodec.Encode(
            [AbiType.Parse("(uint256,string[])[]"), AbiType.Parse("int8")],
            new object[] { new object[] { 1, new object[] { "a", "b" } }, new object[] { 2, Array.Empty<object>() } },
            -3);
        theirs.GetProperty("abi").GetString().Should().Be(Hex.Encode(abi));
        using var opened = Keystore.Decrypt(theirs.GetProperty("keystore").GetString()!, "pass é");
        opened.Address.Should().Be(key.Address);
        theirs.GetProperty("opened").GetBoolean().Should().BeTrue();
    }

    private static async Task<JsonElement> RunAsync(string input)
    {
        using var node = Process.Start(new ProcessStartInfo("node", ["--input-type=module", "-e", Script])
        {
            WorkingDirectory = RepositoryRoot.Path,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        })!;
        await node.StandardInput.WriteAsync(input);
        node.StandardInput.Close();
        var output = node.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        var errors = await node.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
        await node.WaitForExitAsync(TestContext.Current.CancellationToken);
        node.ExitCode.Should().Be(0, errors);
        return JsonDocument.Parse(await output).RootElement;
    }
}
