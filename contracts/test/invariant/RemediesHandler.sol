// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.30;

import {Step} from "../../src/types/BlockChallenge.sol";
import {OpenedReceipt} from "../../src/types/Epoch.sol";
import {VM} from "../Vm.sol";
import {EpochHandler} from "./EpochHandler.sol";

/// @notice Receipts and challenges, rightful and not.
contract RemediesHandler is EpochHandler {
    enum State {
        None,
        Open,
        Published
    }

    struct Dispute {
        State state;
        bool failed; // those who agreed have paid for it
        address challenger;
        uint256 deadline;
    }

    mapping(uint256 kept => Dispute) private _disputes;
    mapping(uint256 kept => mapping(address worker => bool)) private _honoured;
    mapping(uint256 kept => uint256) private _receipts;

    /* RECEIPTS */

    /// @dev Some worker comes with a receipt of the right epoch, of an earlier or of a later one.
    function claimReceipt(uint256 seed, uint256 who, uint256 dice) external {
        (uint256 k, Kept storage kept) = _choose(seed);
        address worker = workers[who % WORKERS].at;
        uint64 epoch = kept.settled.epoch + [uint64(0), 1, 0][dice % 3] - (dice % 3 == 2 ? 1 : 0);
        uint256 wage = _wageOf(kept.deal, kept.paid.length);
        bool expected = epoch <= kept.settled.epoch && block.timestamp <= kept.at + 1 days && !_honoured[k][worker]
            && !_isPaid(kept, worker) && _canPay(kept.deal.poolOwner, wage) && _isSeatedFor(kept, worker)
            && _receipts[k] < 2 * uint256(kept.deal.trust) + 2;
        bool done = _tryClaim(kept, _receipt(kept, worker, epoch));
        VM.assertTrue(done == expected, "the hub and the model differ on a receipt");
        if (!done) return;
        _honoured[k][worker] = true;
        ++_receipts[k];
        _honour(kept.deal, worker, wage);
    }

    function _receipt(Kept storage kept, address worker, uint64 epoch) private view returns (OpenedReceipt memory) {
        bytes32 resultHash = keccak256(abi.encode(kept.digest, kept.dataHash));
        bytes32 commitment = _commitment(_taskId(kept.deal, kept.index), worker, resultHash);
        bytes32 digest = hub.hashReceipt(epoch, _taskId(kept.deal, kept.index), worker, commitment);
        return OpenedReceipt(epoch, worker, _saltOf(worker), _sign(_keyOf(kept.deal.scheduler), digest));
    }

    function _isSeatedFor(Kept storage kept, address worker) private view returns (bool) {
        return hub.seatOf(worker).roster != 0 && hub.seatOf(worker).since < kept.deal.start;
    }

    function _isPaid(Kept storage kept, address worker) private view returns (bool) {
        for (uint256 i = 0; i < kept.paid.length; ++i) {
            if (kept.paid[i] == worker) return true;
        }
        return false;
    }

    function _tryClaim(Kept storage kept, OpenedReceipt memory receipt) private returns (bool done) {
        try hub.claimReceipt(kept.deal, kept.index, kept.settled, kept.crew, receipt) {
            done = true;
        } catch {}
    }

    /* CHALLENGES */

    function challenge(uint256 seed, uint256 who) external {
        (uint256 k, Kept storage kept) = _choose(seed);
        address challenger = _party(who);
        uint256 stake = _stakeOfChallenge(kept.deal);
        bool expected =
            _disputes[k].state == State.None && block.timestamp <= kept.at + 12 hours && freeOf[challenger] >= stake;
        bool done = false;
        VM.prank(challenger);
        try hub.challengeResult(kept.deal, kept.index, kept.settled, new Step[](0)) {
            done = true;
        } catch {}
        VM.assertTrue(done == expected, "the hub and the model differ on a challenge");
        if (!done) return;
        _lockFor(challenger, stake);
        Dispute storage dispute = _disputes[k];
        (dispute.state, dispute.challenger, dispute.deadline) = (State.Open, challenger, block.timestamp + 6 hours);
    }

    function withdrawChallenge(uint256 seed, uint256 who) external {
        (uint256 k, Kept storage kept) = _choose(seed);
        Dispute storage dispute = _disputes[k];
        address by = who % 4 == 0 || dispute.challenger == address(0) ? _party(who >> 8) : dispute.challenger;
        bool expected =
            dispute.state == State.Open && by == dispute.challenger && block.timestamp + 3 hours <= dispute.deadline;
        bool done = false;
        VM.prank(by);
        try hub.withdrawChallenge(kept.deal, kept.index, kept.digest) {
            done = true;
        } catch {}
        VM.assertTrue(done == expected, "the hub and the model differ on a withdrawal");
        if (!done) return;
        _give(dispute.challenger, dispute.challenger, _stakeOfChallenge(kept.deal));
        _close(dispute, State.None);
    }

    function publish(uint256 seed, uint256 who, uint256 dice) external {
        (uint256 k, Kept storage kept) = _choose(seed);
        Dispute storage dispute = _disputes[k];
        Vote said = Vote(1 + dice % 4);
        bool expected =
            dispute.state == State.Open && block.timestamp <= dispute.deadline && _digestOf(said) == kept.digest;
        bool done = false;
        VM.prank(_party(who));
        try hub.publishBlock(kept.deal, kept.index, _blockOf(said)) {
            done = true;
        } catch {}
        VM.assertTrue(done == expected, "the hub and the model differ on a published block");
        if (!done) return;
        _give(dispute.challenger, _party(who), _stakeOfChallenge(kept.deal));
        _close(dispute, State.Published);
    }

    function fail(uint256 seed) external {
        (uint256 k,) = _choose(seed);
        _fail(k);
    }

    function _fail(uint256 k) private {
        Kept storage kept = _settledTasks[k];
        Dispute storage dispute = _disputes[k];
        bool expected = dispute.state == State.Open && block.timestamp > dispute.deadline;
        bool done = false;
        try hub.failResult(kept.deal, kept.index, kept.settled, kept.crew, kept.digest) {
            done = true;
        } catch {}
        VM.assertTrue(done == expected, "the hub and the model differ on a result that nobody has");
        if (!done) return;
        _give(dispute.challenger, dispute.challenger, _stakeOfChallenge(kept.deal));
        _close(dispute, State.None);
        if (dispute.failed) return;
        dispute.failed = true;
        uint256 penalty = 0;
        for (uint256 i = 0; i < kept.paid.length; ++i) {
            penalty += _takeBond(kept.paid[i], kept.deal.workerStake);
        }
        _failFor(kept.deal, penalty);
    }

    function _close(Dispute storage dispute, State state) private {
        (dispute.state, dispute.challenger, dispute.deadline) = (state, address(0), 0);
    }

    /* TIME */

    /// @dev Seldom: deals end by it.
    function waitForHours(uint8 hours_) external {
        VM.assume(hours_ % 4 == 0);
        VM.warp(block.timestamp + (1 + uint256(hours_ >> 2) % 7) * 1 hours);
        VM.roll(block.number + 300);
    }

    /// @dev Challenges that are open end before bonds may leave.
    function settleAll() external override {
        VM.warp(block.timestamp + 1 days);
        for (uint256 k = 0; k < _settledTasks.length; ++k) {
            if (_disputes[k].state == State.Open) _fail(k);
        }
        _settleAll();
    }

    function _choose(uint256 seed) private view returns (uint256 k, Kept storage kept) {
        VM.assume(_settledTasks.length > 0);
        k = seed % _settledTasks.length;
        kept = _settledTasks[k];
    }
}
