// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.30;

import {ECDSA} from "@openzeppelin/contracts/utils/cryptography/ECDSA.sol";
import {IEctHub} from "../../src/interfaces/IEctHub.sol";
import {Deal, DealId} from "../../src/types/Deal.sol";
import {AppOrder, DatasetOrder, OrderHash, PoolOrder, RequestOrder} from "../../src/types/Orders.sol";
import {Result, TaskHash, TaskId} from "../../src/types/Task.sol";
import {Base} from "../Base.t.sol";
import {VM} from "../Vm.sol";

/// @notice What the hub hashes is what ethers hashes (eng/order-vectors.mjs); C# and JavaScript read the same file.
contract OrderVectorsTest is Base {
    string private _json;

    function setUp() public override {
        super.setUp();
        _json = VM.readFile("../tests/vectors/order-hashes.json");
        VM.chainId(_uint(".domain.chainId"));
        address at = VM.parseJsonAddress(_json, ".domain.verifyingContract");
        VM.etch(at, address(hub).code);
        hub = IEctHub(at);
    }

    /* TYPES */

    function test_Type_hashes_are_those_of_the_vectors() public view {
        VM.assertEq(OrderHash.APP_ORDER_TYPEHASH, _bytes32(".typeHashes.AppOrder"));
        VM.assertEq(OrderHash.DATASET_ORDER_TYPEHASH, _bytes32(".typeHashes.DatasetOrder"));
        VM.assertEq(OrderHash.POOL_ORDER_TYPEHASH, _bytes32(".typeHashes.PoolOrder"));
        VM.assertEq(OrderHash.REQUEST_ORDER_TYPEHASH, _bytes32(".typeHashes.RequestOrder"));
        VM.assertEq(TaskHash.AUTHORIZATION_TYPEHASH, _bytes32(".typeHashes.Authorization"));
    }

    /// @dev The preimages must repeat the structs, member by member: the compiler's own source of truth is the ABI.
    function test_Type_hashes_repeat_the_structs_of_the_hub() public view {
        string memory abi_ = VM.readFile("../src/Ect.Contracts/Artifacts/EctHub.json");
        string[4] memory kinds = ["App", "Dataset", "Pool", "Request"];
        bytes32[4] memory hashes = [
            OrderHash.APP_ORDER_TYPEHASH,
            OrderHash.DATASET_ORDER_TYPEHASH,
            OrderHash.POOL_ORDER_TYPEHASH,
            OrderHash.REQUEST_ORDER_TYPEHASH
        ];
        for (uint256 i = 0; i < 4; ++i) {
            string memory input = string.concat(_function(abi_, string.concat("hash", kinds[i], "Order")), ".inputs[0]");
            string memory encoded = string.concat(kinds[i], "Order(");
            for (uint256 k = 0;; ++k) {
                string memory member = string.concat(input, ".components[", VM.toString(k), "]");
                if (!VM.keyExistsJson(abi_, member)) break;
                encoded =
                    string.concat(encoded, k == 0 ? "" : ",", VM.parseJsonString(abi_, string.concat(member, ".type")));
                encoded = string.concat(encoded, " ", VM.parseJsonString(abi_, string.concat(member, ".name")));
            }
            VM.assertEq(keccak256(bytes(string.concat(encoded, ")"))), hashes[i]);
        }
    }

    function _function(string memory abi_, string memory name) private view returns (string memory) {
        for (uint256 i = 0;; ++i) {
            string memory entry = string.concat(".abi[", VM.toString(i), "]");
            string memory key = string.concat(entry, ".name");
            if (!VM.keyExistsJson(abi_, key)) continue;
            if (keccak256(bytes(VM.parseJsonString(abi_, key))) == keccak256(bytes(name))) return entry;
        }
        return "";
    }

    function test_The_domain_is_that_of_the_vectors() public view {
        VM.assertEq(hub.domainSeparator(), _bytes32(".domainSeparator"));
    }

    /* TYPED DATA */

    function test_Every_typed_vector_hashes_alike_and_its_signature_recovers() public view {
        uint256 count = 0;
        for (string memory at = ".typedData[0]"; VM.keyExistsJson(_json, at); at = _item(".typedData", ++count)) {
            bytes32 digest = _hash(at);
            VM.assertEq(digest, _bytes32(string.concat(at, ".digest")), at);
            address recovered = ECDSA.recover(digest, VM.parseJsonBytes(_json, string.concat(at, ".signature")));
            VM.assertEq(recovered, VM.parseJsonAddress(_json, string.concat(at, ".signer")));
            VM.assertEq(recovered, VM.addr(_uint(string.concat(at, ".privateKey"))));
        }
        VM.assertEq(count, 20); // five types, four fillings each
    }

    function _hash(string memory at) private view returns (bytes32) {
        bytes32 kind = keccak256(bytes(VM.parseJsonString(_json, string.concat(at, ".type"))));
        string memory m = string.concat(at, ".message.");
        if (kind == keccak256("AppOrder")) return hub.hashAppOrder(_app(m));
        if (kind == keccak256("DatasetOrder")) return hub.hashDatasetOrder(_dataset(m));
        if (kind == keccak256("PoolOrder")) return hub.hashPoolOrder(_pool(m));
        if (kind == keccak256("RequestOrder")) return hub.hashRequestOrder(_request(m));
        return hub.hashAuthorization(TaskId.wrap(_bytes32(string.concat(m, "task"))), _address(m, "worker"));
    }

    function _app(string memory m) private view returns (AppOrder memory o) {
        o.app = _uint(m, "app");
        o.price = uint96(_uint(m, "price"));
        o.volume = uint32(_uint(m, "volume"));
        o.tag = _bytes32(m, "tag");
        o.datasetRestrict = _uint(m, "datasetRestrict");
        o.poolRestrict = _uint(m, "poolRestrict");
        o.requesterRestrict = _address(m, "requesterRestrict");
        o.expiry = uint40(_uint(m, "expiry"));
        o.salt = _bytes32(m, "salt");
    }

    function _dataset(string memory m) private view returns (DatasetOrder memory o) {
        o.dataset = _uint(m, "dataset");
        o.price = uint96(_uint(m, "price"));
        o.volume = uint32(_uint(m, "volume"));
        o.tag = _bytes32(m, "tag");
        o.appRestrict = _uint(m, "appRestrict");
        o.poolRestrict = _uint(m, "poolRestrict");
        o.requesterRestrict = _address(m, "requesterRestrict");
        o.expiry = uint40(_uint(m, "expiry"));
        o.salt = _bytes32(m, "salt");
    }

    function _pool(string memory m) private view returns (PoolOrder memory o) {
        o.pool = _uint(m, "pool");
        o.price = uint96(_uint(m, "price"));
        o.volume = uint32(_uint(m, "volume"));
        o.tag = _bytes32(m, "tag");
        o.category = uint16(_uint(m, "category"));
        o.trust = uint16(_uint(m, "trust"));
        o.mode = uint16(_uint(m, "mode"));
        o.workerStake = uint96(_uint(m, "workerStake"));
        o.schedulerFee = uint16(_uint(m, "schedulerFee"));
        o.appRestrict = _uint(m, "appRestrict");
        o.datasetRestrict = _uint(m, "datasetRestrict");
        o.requesterRestrict = _address(m, "requesterRestrict");
        o.expiry = uint40(_uint(m, "expiry"));
        o.salt = _bytes32(m, "salt");
    }

    function _request(string memory m) private view returns (RequestOrder memory o) {
        o.app = _uint(m, "app");
        o.appMaxPrice = uint96(_uint(m, "appMaxPrice"));
        o.dataset = _uint(m, "dataset");
        o.datasetMaxPrice = uint96(_uint(m, "datasetMaxPrice"));
        o.pool = _uint(m, "pool");
        o.poolMaxPrice = uint96(_uint(m, "poolMaxPrice"));
        o.requester = _address(m, "requester");
        o.beneficiary = _address(m, "beneficiary");
        o.callback = _address(m, "callback");
        o.volume = uint32(_uint(m, "volume"));
        o.tag = _bytes32(m, "tag");
        o.category = uint16(_uint(m, "category"));
        o.trust = uint16(_uint(m, "trust"));
        o.mode = uint16(_uint(m, "mode"));
        o.value = uint96(_uint(m, "value"));
        o.params = VM.parseJsonString(_json, string.concat(m, "params"));
        o.expiry = uint40(_uint(m, "expiry"));
        o.salt = _bytes32(m, "salt");
    }

    /* DEALS, TASKS, COMMITMENTS */

    function test_Every_deal_and_task_vector_hashes_alike() public view {
        uint256 count = 0;
        for (string memory at = ".deals[0]"; VM.keyExistsJson(_json, at); at = _item(".deals", ++count)) {
            Deal memory deal = _deal(string.concat(at, ".deal."));
            DealId id = hub.hashDeal(deal);
            VM.assertEq(DealId.unwrap(id), _bytes32(string.concat(at, ".dealId")));
            VM.assertEq(DealId.unwrap(id), keccak256(abi.encode(deal)));
            for (uint256 i = 0; i < 3; ++i) {
                string memory task = _item(string.concat(at, ".tasks"), i);
                TaskId taskId = hub.taskIdOf(id, uint32(_uint(string.concat(task, ".index"))));
                VM.assertEq(TaskId.unwrap(taskId), _bytes32(string.concat(task, ".taskId")));
            }
        }
        VM.assertEq(count, 4);
    }

    function _deal(string memory m) private view returns (Deal memory deal) {
        deal.requestHash = _bytes32(m, "requestHash");
        deal.first = uint32(_uint(m, "first"));
        deal.size = uint32(_uint(m, "size"));
        deal.app = _uint(m, "app");
        deal.dataset = _uint(m, "dataset");
        deal.pool = _uint(m, "pool");
        deal.requester = _address(m, "requester");
        deal.payer = _address(m, "payer");
        deal.beneficiary = _address(m, "beneficiary");
        deal.callback = _address(m, "callback");
        deal.appOwner = _address(m, "appOwner");
        deal.datasetOwner = _address(m, "datasetOwner");
        deal.poolOwner = _address(m, "poolOwner");
        deal.scheduler = _address(m, "scheduler");
        deal.appPrice = uint96(_uint(m, "appPrice"));
        deal.datasetPrice = uint96(_uint(m, "datasetPrice"));
        deal.poolPrice = uint96(_uint(m, "poolPrice"));
        deal.schedulerStake = uint96(_uint(m, "schedulerStake"));
        deal.workerStake = uint96(_uint(m, "workerStake"));
        deal.value = uint96(_uint(m, "value"));
        deal.schedulerFee = uint16(_uint(m, "schedulerFee"));
        deal.category = uint16(_uint(m, "category"));
        deal.trust = uint16(_uint(m, "trust"));
        deal.mode = uint16(_uint(m, "mode"));
        deal.duration = uint32(_uint(m, "duration"));
        deal.start = uint40(_uint(m, "start"));
        deal.tag = _bytes32(m, "tag");
        deal.paramsHash = _bytes32(m, "paramsHash");
    }

    function test_Every_commitment_and_result_vector_hashes_alike() public view {
        for (uint256 i = 0; i < 2; ++i) {
            string memory m = string.concat(_item(".commitments", i), ".");
            bytes32 commitment = TaskHash.commitmentOf(
                TaskId.wrap(_bytes32(m, "task")), _address(m, "worker"), _bytes32(m, "resultHash"), _bytes32(m, "salt")
            );
            VM.assertEq(commitment, _bytes32(m, "commitment"));
        }
        for (uint256 i = 0; i < 3; ++i) {
            string memory m = string.concat(_item(".resultHashes", i), ".");
            bytes memory data = VM.parseJsonBytes(_json, string.concat(m, "callbackData"));
            Result memory result = Result(_bytes32(m, "digest"), false, data);
            VM.assertEq(this.resultHash(result, true), _bytes32(m, "withCallback"));
            VM.assertEq(this.resultHash(result, false), _bytes32(m, "withoutCallback"));
            result.appFailed = true;
            VM.assertEq(this.resultHash(result, true), _bytes32(m, "appFailed"));
            VM.assertEq(this.resultHash(result, false), _bytes32(m, "appFailed"));
        }
    }

    function resultHash(Result calldata result, bool hasCallback) external pure returns (bytes32) {
        return TaskHash.resultHashOf(result.digest, TaskHash.dataHashOf(result, hasCallback));
    }

    /* JSON */

    function _item(string memory list, uint256 index) private pure returns (string memory) {
        return string.concat(list, "[", VM.toString(index), "]");
    }

    function _uint(string memory key) private view returns (uint256) {
        return VM.parseJsonUint(_json, key);
    }

    function _uint(string memory at, string memory name) private view returns (uint256) {
        return _uint(string.concat(at, name));
    }

    function _bytes32(string memory key) private view returns (bytes32) {
        return VM.parseJsonBytes32(_json, key);
    }

    function _bytes32(string memory at, string memory name) private view returns (bytes32) {
        return _bytes32(string.concat(at, name));
    }

    function _address(string memory at, string memory name) private view returns (address) {
        return VM.parseJsonAddress(_json, string.concat(at, name));
    }
}
