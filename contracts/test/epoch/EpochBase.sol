// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.30;

import {IEpochs} from "../../src/interfaces/IEpochs.sol";
import {Deal, DealId} from "../../src/types/Deal.sol";
import {Offence, SettledTask} from "../../src/types/Epoch.sol";
import {TaskHash, TaskId} from "../../src/types/Task.sol";
import {Base} from "../Base.t.sol";
import {VM} from "../Vm.sol";
import {Trees} from "./Trees.sol";

/// @notice Builds epochs from a list of who agreed on what: anchor, pages, signatures, proofs.
abstract contract EpochBase is Base {
    using Trees for bytes32[];

    uint8 internal constant APP_FAILED = 1;
    uint8 internal constant DATA = 2;
    uint256 internal constant HEAD_SIZE = 11;

    /// @dev A task's result and the workers behind it: bit n stands for `workers[n]`.
    struct Agreed {
        uint8 deal; // position in the settlement
        uint32 index;
        bytes32 digest;
        bytes32 dataHash;
        uint32 against; // odds of all other results
        uint256 by;
    }

    /// @dev One page before it is packed.
    struct Page {
        uint8 deal;
        uint8 flags;
        uint8 votes;
        uint24 word;
        uint32 against;
        uint256 tasks;
        uint256[] lanes; // of each worker, by its number
        bytes32[] digests; // by lane
        bytes32[] dataHashes;
    }

    /// @dev A settlement and what it was built from.
    struct Batch {
        IEpochs.Settlement settlement;
        Agreed[] tasks;
        bytes[] pages;
        uint8[] dealOf; // of each page
        uint256 crew; // bit n stands for `workers[n]`
    }

    /* DESCRIBING */

    function _agreed(uint32 index, bytes32 digest, uint256 by) internal pure returns (Agreed memory) {
        return Agreed(0, index, digest, TaskHash.NO_DATA, 0, by);
    }

    function _one(Agreed memory a) internal pure returns (Agreed[] memory list) {
        list = new Agreed[](1);
        list[0] = a;
    }

    function _one(Deal memory deal) internal pure returns (Deal[] memory list) {
        list = new Deal[](1);
        list[0] = deal;
    }

    /// @dev The first `count` tasks of a deal, all with the same workers behind them.
    function _bag(Deal memory deal, uint256 count, uint256 by) internal pure returns (Agreed[] memory list) {
        list = new Agreed[](count);
        for (uint256 i = 0; i < count; ++i) {
            list[i] = _agreed(deal.first + uint32(i), _digestOf(deal.first + uint32(i)), by);
        }
    }

    function _digestOf(uint32 index) internal pure returns (bytes32) {
        return keccak256(abi.encode("result of task", index));
    }

    function _count(uint256 bits) internal pure returns (uint256 count) {
        for (; bits != 0; bits &= bits - 1) {
            ++count;
        }
    }

    /// @dev Of the workers whose bits are set.
    function _crewOf(uint256 by) internal view returns (address[] memory list) {
        list = new address[](_count(by));
        uint256 n = 0;
        for (uint256 w = 0; by >> w != 0; ++w) {
            if ((by >> w) & 1 == 1) list[n++] = workers[w].at;
        }
    }

    /* BUILDING */

    function _build(uint64 epoch, Deal memory deal, Agreed[] memory tasks) internal view returns (Batch memory) {
        return _build(epoch, _one(deal), tasks);
    }

    function _build(uint64 epoch, Deal[] memory deals, Agreed[] memory tasks) internal view returns (Batch memory b) {
        b.tasks = tasks;
        b.settlement.epoch = epoch;
        b.settlement.deals = deals;
        b.settlement.anchor = _anchorOf(deals, tasks);
        for (uint256 i = 0; i < tasks.length; ++i) {
            b.crew |= tasks[i].by;
        }
        (b.pages, b.dealOf) = _packAll(deals, tasks, b.crew);
        b.settlement.pages = _join(b.pages);
        _signBatch(b);
    }

    /// @dev Root over the commitments of everybody who agreed.
    function _anchorOf(Deal[] memory deals, Agreed[] memory tasks) internal view returns (bytes32) {
        uint256 count = 0;
        for (uint256 i = 0; i < tasks.length; ++i) {
            count += _count(tasks[i].by);
        }
        bytes32[] memory leaves = new bytes32[](count);
        count = 0;
        for (uint256 i = 0; i < tasks.length; ++i) {
            TaskId id = TaskHash.idOf(DealId.wrap(keccak256(abi.encode(deals[tasks[i].deal]))), tasks[i].index);
            bytes32 resultHash = TaskHash.resultHashOf(tasks[i].digest, tasks[i].dataHash);
            for (uint256 w = 0; tasks[i].by >> w != 0; ++w) {
                if ((tasks[i].by >> w) & 1 == 0) continue;
                address at = workers[w].at;
                leaves[count++] = keccak256(abi.encode(id, at, _commitment(id, at, resultHash)));
            }
        }
        return count == 0 ? keccak256("nothing") : leaves.sort().rootOf();
    }

    /// @dev Crew, deals and pages as they stand are signed by everybody of the crew.
    function _signBatch(Batch memory b) internal view {
        (b.settlement.crew, b.settlement.signatures) = _signedBy(b, b.crew);
    }

    function _signedBy(Batch memory b, uint256 crew) internal view returns (bytes32 crewHash, bytes memory signatures) {
        bytes32[] memory names = new bytes32[](_count(crew));
        uint256 n = 0;
        for (uint256 w = 0; crew >> w != 0; ++w) {
            if ((crew >> w) & 1 == 1) names[n++] = bytes32(uint256(uint160(workers[w].at)));
        }
        crewHash = keccak256(abi.encodePacked(names));
        bytes32 digest = _digestOf(b, crewHash);
        signatures = new bytes(64 * n);
        n = 0;
        for (uint256 w = 0; crew >> w != 0; ++w) {
            if ((crew >> w) & 1 == 0) continue;
            (bytes32 r, bytes32 vs) = _compact(workers[w].key, digest);
            assembly ("memory-safe") {
                let at := add(add(signatures, 32), mul(n, 64))
                mstore(at, r)
                mstore(add(at, 32), vs)
            }
            ++n;
        }
    }

    function _digestOf(Batch memory b, bytes32 crewHash) internal view returns (bytes32) {
        IEpochs.Settlement memory s = b.settlement;
        bytes32[] memory ids = new bytes32[](s.deals.length);
        for (uint256 i = 0; i < ids.length; ++i) {
            ids[i] = keccak256(abi.encode(s.deals[i]));
        }
        address by = s.deals.length == 0 ? scheduler.at : s.deals[0].scheduler;
        return hub.hashSettlement(by, s.epoch, s.anchor, crewHash, keccak256(abi.encodePacked(ids)), keccak256(s.pages));
    }

    /// @dev EIP-2098.
    function _compact(uint256 key, bytes32 digest) internal pure returns (bytes32 r, bytes32 vs) {
        uint8 v;
        (v, r, vs) = VM.sign(key, digest);
        if (v == 28) vs |= bytes32(uint256(1) << 255);
    }

    /* PAGES */

    /// @dev Tasks with the same deal, word, votes, flags and odds against share a page; pages ascend by deal.
    function _packAll(Deal[] memory deals, Agreed[] memory tasks, uint256 crew)
        internal
        pure
        returns (bytes[] memory pages, uint8[] memory dealOf)
    {
        bool[] memory packed = new bool[](tasks.length);
        pages = new bytes[](tasks.length);
        dealOf = new uint8[](tasks.length);
        uint256 count = 0;
        for (uint256 d = 0; d < deals.length; ++d) {
            for (uint256 i = 0; i < tasks.length; ++i) {
                if (packed[i] || tasks[i].deal != d) continue;
                Page memory page = _pageOf(deals[d], tasks, i, packed);
                (pages[count], dealOf[count]) = (_pack(page, crew), uint8(d));
                ++count;
            }
        }
        assembly ("memory-safe") {
            mstore(pages, count)
            mstore(dealOf, count)
        }
    }

    function _pageOf(Deal memory deal, Agreed[] memory tasks, uint256 first, bool[] memory packed)
        private
        pure
        returns (Page memory page)
    {
        page = _headOf(deal, tasks[first]);
        page.lanes = new uint256[](256);
        page.digests = new bytes32[](256);
        page.dataHashes = new bytes32[](256);
        for (uint256 i = first; i < tasks.length; ++i) {
            if (packed[i] || tasks[i].deal != page.deal) continue;
            Page memory head = _headOf(deal, tasks[i]);
            bool same = head.flags == page.flags && head.votes == page.votes && head.word == page.word;
            if (!same || head.against != page.against) continue;
            packed[i] = true;
            _add(page, (tasks[i].index - deal.first) & 255, tasks[i]);
        }
    }

    function _headOf(Deal memory deal, Agreed memory task) private pure returns (Page memory page) {
        page.deal = task.deal;
        page.votes = uint8(_count(task.by));
        page.word = uint24((task.index - deal.first) >> 8);
        page.against = task.against;
        if (task.dataHash == TaskHash.APP_FAILED) page.flags = APP_FAILED;
        else if (task.dataHash != TaskHash.NO_DATA) page.flags = DATA;
    }

    function _add(Page memory page, uint256 lane, Agreed memory task) internal pure {
        page.tasks |= 1 << lane;
        page.digests[lane] = task.digest;
        page.dataHashes[lane] = task.dataHash;
        for (uint256 w = 0; task.by >> w != 0; ++w) {
            if ((task.by >> w) & 1 == 1) page.lanes[w] |= 1 << lane;
        }
    }

    function _pack(Page memory page, uint256 crew) internal pure returns (bytes memory packed) {
        uint256 position = 0;
        uint8 signers = 0;
        bytes memory lanes;
        for (uint256 w = 0; crew >> w != 0; ++w) {
            if ((crew >> w) & 1 == 0) continue;
            if (page.lanes[w] != 0) {
                lanes = abi.encodePacked(lanes, uint8(position), page.lanes[w]);
                ++signers;
            }
            ++position;
        }
        bool hasData = page.flags & DATA != 0;
        uint256 size = _count(page.tasks);
        bytes32[] memory results = new bytes32[](hasData ? 2 * size : size);
        uint256 n = 0;
        for (uint256 lane = 0; lane < 256; ++lane) {
            if ((page.tasks >> lane) & 1 == 0) continue;
            results[n++] = page.digests[lane];
            if (hasData) results[n++] = page.dataHashes[lane];
        }
        packed = abi.encodePacked(_head(page, signers), page.tasks, lanes, results);
    }

    function _head(Page memory page, uint8 signers) internal pure returns (bytes memory) {
        return abi.encodePacked(page.deal, page.flags, page.votes, signers, page.word, page.against);
    }

    function _join(bytes[] memory pages) internal pure returns (bytes memory joined) {
        uint256 size = 0;
        for (uint256 i = 0; i < pages.length; ++i) {
            size += pages[i].length;
        }
        joined = new bytes(size);
        uint256 at = 32;
        for (uint256 i = 0; i < pages.length; ++i) {
            bytes memory page = pages[i];
            assembly ("memory-safe") {
                mcopy(add(joined, at), add(page, 32), mload(page))
                at := add(at, mload(page))
            }
        }
    }

    /* SENDING */

    function _anchor(Batch memory b) internal {
        VM.prank(scheduler.at);
        hub.anchor(b.settlement.epoch, b.settlement.anchor);
    }

    /// @dev By a plain account, as a scheduler is one.
    function _settle(Batch memory b) internal {
        VM.prank(stranger.at, stranger.at);
        hub.settle(b.settlement);
    }

    function _run(Batch memory b) internal {
        _anchor(b);
        _settle(b);
    }

    function _refuse(Batch memory b, bytes memory error) internal {
        VM.expectRevert(error);
        _settle(b);
    }

    /* PROVING */

    function _leaves(Batch memory b) internal pure returns (bytes32[] memory leaves) {
        leaves = new bytes32[](b.pages.length);
        for (uint256 i = 0; i < leaves.length; ++i) {
            bytes32 deal = keccak256(abi.encode(b.settlement.deals[b.dealOf[i]]));
            leaves[i] = keccak256(abi.encode(deal, b.settlement.crew, keccak256(b.pages[i])));
        }
    }

    /// @dev The page that settles the task, with its proof.
    function _proof(Batch memory b, uint8 deal, uint32 index) internal pure returns (SettledTask memory settled) {
        (settled.epoch, settled.crew) = (b.settlement.epoch, b.settlement.crew);
        uint256 bit = index - b.settlement.deals[deal].first;
        for (uint256 i = 0; i < b.pages.length; ++i) {
            bytes memory page = b.pages[i];
            uint256 tasks;
            uint256 word;
            assembly ("memory-safe") {
                word := shr(232, mload(add(page, 36))) // 24 bits from byte 4
                tasks := mload(add(page, 43)) // from byte 11
            }
            if (b.dealOf[i] != deal || word != bit >> 8 || (tasks >> (bit & 255)) & 1 == 0) continue;
            settled.page = bytes.concat(page); // a copy, for tests to bend
            settled.proof = _leaves(b).proofOf(i);
            return settled;
        }
        revert("no page settles this task");
    }

    /// @dev The worker signed this as its contribution.
    function _offence(Deal memory deal, uint32 index, uint256 worker, bytes32 digest, bytes32 dataHash)
        internal
        view
        returns (Offence memory offence)
    {
        TaskId id = _taskId(deal, index);
        address at = workers[worker].at;
        bytes32 commitment = _commitment(id, at, TaskHash.resultHashOf(digest, dataHash));
        bytes memory signature = _sign(workers[worker].key, hub.hashContribution(id, commitment));
        return Offence(at, digest, dataHash, _saltOf(at), signature);
    }

    /* SEATS */

    function _earned(uint256 worker) internal view returns (uint256) {
        return uint256(hub.seatOf(workers[worker].at).earned) * GWEI;
    }

    function _bond(uint256 worker) internal view returns (uint256) {
        return uint256(hub.seatOf(workers[worker].at).bond) * GWEI;
    }
}
