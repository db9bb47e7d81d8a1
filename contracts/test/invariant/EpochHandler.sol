// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.30;

import {Account} from "../../src/types/Account.sol";
import {Deal} from "../../src/types/Deal.sol";
import {Mode} from "../../src/types/Mode.sol";
import {Offence, SettledTask} from "../../src/types/Epoch.sol";
import {Leaving, Seat} from "../../src/types/Seat.sol";
import {Opening, Result} from "../../src/types/Task.sol";
import {VM} from "../Vm.sol";
import {Handler} from "./Handler.sol";

/// @notice Seats, settlements, punishments, and whoever tries to cheat in them.
abstract contract EpochHandler is Handler {
    /// @dev A task that an epoch settled.
    struct Kept {
        Deal deal;
        uint32 index;
        SettledTask settled;
        address[] crew;
        address[] paid;
        bytes32 digest;
        bytes32 dataHash;
        uint256 at; // when it was settled
    }

    Kept[] internal _settledTasks;

    error Differs(string what, address of_, uint256 hub, uint256 model);

    uint256 private constant MOST_TASKS = 6; // of one settlement
    uint256 private constant MOST_TRIES = 12; // tasks looked at for it
    uint64 private _epoch;

    /* SEATS */

    function takeSeat(uint256 who, uint64 bond) external {
        address worker = workers[who % WORKERS].at;
        uint256 amount = SEAT_BOND + uint256(bond) % 1e12 * GWEI; // up to 1,000 more
        bool expected = hub.seatOf(worker).roster == 0 && freeOf[worker] >= amount;
        bool done = false;
        VM.prank(worker);
        try hub.takeSeat(poolId, amount) {
            done = true;
        } catch {}
        VM.assertTrue(done == expected, "the hub and the model differ on a seat");
        if (!done) return;
        freeOf[worker] -= amount;
        bondOf[worker] += amount;
    }

    function raiseBond(uint256 who, uint64 more) external {
        address worker = workers[who % WORKERS].at;
        uint256 amount = (1 + uint256(more) % 1e12) * GWEI;
        VM.assume(hub.seatOf(worker).roster != 0 && freeOf[worker] >= amount);
        VM.prank(worker);
        hub.raiseBond(amount);
        freeOf[worker] -= amount;
        bondOf[worker] += amount;
    }

    function collectEarnings(uint256 who) external {
        address worker = workers[who % WORKERS].at;
        VM.assume(hub.seatOf(worker).roster != 0);
        VM.prank(worker);
        hub.collectEarnings();
        freeOf[worker] += earnedOf[worker];
        earnedOf[worker] = 0;
    }

    function leaveSeat(uint256 who) external {
        address worker = workers[who % WORKERS].at;
        VM.assume(who % 3 == 0 && hub.seatOf(worker).roster != 0);
        _leave(worker);
    }

    function _leave(address worker) private {
        VM.prank(worker);
        hub.leaveSeat(poolId);
        freeOf[worker] += earnedOf[worker];
        leavingOf[worker] += bondOf[worker];
        (earnedOf[worker], bondOf[worker]) = (0, 0);
    }

    function withdrawBond(uint256 who) external {
        address worker = workers[who % WORKERS].at;
        Leaving memory leaving = hub.leavingOf(worker);
        bool expected = leaving.bond > 0 && block.timestamp >= leaving.until;
        bool done = false;
        VM.prank(worker);
        try hub.withdrawBond() {
            done = true;
        } catch {}
        VM.assertTrue(done == expected, "the hub and the model differ on a bond");
        if (!done) return;
        freeOf[worker] += leavingOf[worker];
        leavingOf[worker] = 0;
    }

    /* SETTLEMENTS */

    /// @dev Some open tasks of one scheduler, each with some of the workers that it draws.
    function settle(uint256 seed, uint256 dice) external {
        (Deal[] memory deals, Agreed[] memory tasks, uint256[] memory jobs) = _choose(_find(seed, _isSettleable), dice);
        VM.assume(tasks.length > 0);
        Batch memory b = _build(++_epoch, deals, tasks);
        VM.prank(deals[0].scheduler);
        hub.anchor(_epoch, b.settlement.anchor);
        if (dice % 3 == 0) _cheat(b, dice >> 8);
        bool done = _trySettle(b);
        VM.assertTrue(done == _isCovered(deals, tasks), "the hub and the model differ on a settlement");
        if (!done) return;
        for (uint256 i = 0; i < tasks.length; ++i) {
            _settleByEpoch(jobs[i], tasks[i].by, tasks[i].dataHash == bytes32(uint256(1)), _names());
        }
        VM.assertFalse(_trySettle(b), "an epoch was settled twice");
        _afterwards(b, dice >> 16);
    }

    function _trySettle(Batch memory b) private returns (bool done) {
        VM.prank(stranger.at, stranger.at);
        try hub.settle(b.settlement) {
            done = true;
        } catch {}
    }

    /// @dev Tasks from `first` on that are open and of its pool and scheduler; each of them with a list of workers that does.
    function _choose(uint256 first, uint256 dice)
        private
        view
        returns (Deal[] memory deals, Agreed[] memory tasks, uint256[] memory jobs)
    {
        deals = new Deal[](MOST_TASKS);
        tasks = new Agreed[](MOST_TASKS);
        jobs = new uint256[](MOST_TASKS);
        uint256[] memory numbers = new uint256[](MOST_TASKS);
        (uint256 countOfDeals, uint256 count) = (0, 0);
        address by = _dealOf(first).scheduler;
        uint256 end = first + MOST_TRIES < _jobs.length ? first + MOST_TRIES : _jobs.length;
        for (uint256 j = first; j < end && count <= dice % MOST_TASKS; ++j) {
            Deal memory deal = _dealOf(j);
            if (!_isSettleable(j) || deal.scheduler != by) continue;
            Agreed memory task = _agree(j, deal, uint256(keccak256(abi.encode(dice, j))));
            if (task.by == 0) continue;
            uint256 d = 0;
            while (d < countOfDeals && numbers[d] != _jobs[j].deal) ++d;
            if (d == countOfDeals) (numbers[countOfDeals], deals[countOfDeals++]) = (_jobs[j].deal, deal);
            task.deal = uint8(d);
            (tasks[count], jobs[count]) = (task, j);
            ++count;
        }
        assembly ("memory-safe") {
            mstore(deals, countOfDeals)
            mstore(tasks, count)
            mstore(jobs, count)
        }
    }

    /// @dev No workers, if those that the dice choose are not enough.
    function _agree(uint256 j, Deal memory deal, uint256 dice) private view returns (Agreed memory task) {
        uint256 by = 0;
        uint256 votes = 0;
        uint256 bits = 0;
        for (uint256 w = 0; w < WORKERS; ++w) {
            if ((dice >> 2 * w) & 3 == 0 || !_isDrawnNow(deal, _jobs[j].index, workers[w].at)) continue;
            by |= 1 << w;
            ++votes;
            bits += hub.seatOf(workers[w].at).reputation.bits(_valueOf(deal));
        }
        uint32 against = [uint32(0), 0, 4, 8][(dice >> 16) % 4];
        if (!_isAgreed(deal, votes, bits, against)) return task;
        Vote vote = (dice >> 24) % 4 == 0 ? Vote.AppFailed : Vote.Right;
        task = Agreed(0, _jobs[j].index, _digestOf(vote), _dataHashOf(deal, vote), against, by);
    }

    /// @dev Whether every bond covers twice what its worker has at stake; and what is at stake covers every value.
    function _isCovered(Deal[] memory deals, Agreed[] memory tasks) private view returns (bool covered) {
        covered = true;
        for (uint256 w = 0; w < WORKERS; ++w) {
            uint256 risk = 0;
            for (uint256 i = 0; i < tasks.length; ++i) {
                if ((tasks[i].by >> w) & 1 == 1) risk += deals[tasks[i].deal].workerStake / GWEI * GWEI;
            }
            if (bondOf[workers[w].at] < 2 * risk) covered = false;
        }
        for (uint256 i = 0; i < tasks.length; ++i) {
            Deal memory deal = deals[tasks[i].deal];
            uint256 stake = _count(tasks[i].by) * deal.workerStake;
            VM.assertGe(stake, deal.value, "less at stake than a wrong result may cost");
        }
    }

    /// @dev Bent in one way or another, and never signed again: nothing of it may pass.
    function _cheat(Batch memory b, uint256 dice) private {
        (bytes memory pages, bytes memory signatures) = (b.settlement.pages, b.settlement.signatures);
        (bytes32 crew, bytes32 anchored, uint64 epoch) = (b.settlement.crew, b.settlement.anchor, b.settlement.epoch);
        uint256 kind = dice % 7;
        if (kind == 0) {
            b.settlement.pages = bytes.concat(pages);
            b.settlement.pages[(dice >> 8) % pages.length] ^= bytes1(uint8(1 + (dice >> 40) % 255));
        } else if (kind == 1) {
            b.settlement.pages = bytes.concat(pages, pages); // every task twice
        } else if (kind == 2) {
            b.settlement.signatures = bytes.concat(signatures);
            b.settlement.signatures[(dice >> 8) % signatures.length] ^= bytes1(uint8(1 + (dice >> 40) % 255));
        } else if (kind == 3) {
            b.settlement.signatures = new bytes(signatures.length - 64); // somebody left out
        } else if (kind == 4) {
            b.settlement.anchor = keccak256("another");
        } else if (kind == 5) {
            b.settlement.epoch = epoch + 1;
        } else {
            // Signed by the right number of the wrong people: an outsider in place of the first.
            b.settlement.crew = keccak256(abi.encode(stranger.at));
            (bytes32 r, bytes32 vs) = _compact(stranger.key, _digestOf(b, b.settlement.crew));
            b.settlement.signatures = abi.encodePacked(r, vs);
        }
        VM.assertFalse(_trySettle(b), "a forged settlement was accepted");
        (b.settlement.pages, b.settlement.signatures) = (pages, signatures);
        (b.settlement.crew, b.settlement.anchor, b.settlement.epoch) = (crew, anchored, epoch);
    }

    /* AFTER A SETTLEMENT */

    function _afterwards(Batch memory b, uint256 dice) private {
        Agreed memory task = b.tasks[dice % b.tasks.length];
        Deal memory deal = b.settlement.deals[task.deal];
        SettledTask memory settled = _proof(b, task.deal, task.index);
        (bytes32 digest,) = hub.provenResult(deal, task.index, settled);
        VM.assertEq(digest, task.digest);
        if (task.dataHash == keccak256(PAYLOAD)) hub.deliver(deal, task.index, settled, PAYLOAD);
        _settledTasks.push(
            Kept(
                deal,
                task.index,
                settled,
                _crewOf(b.crew),
                _crewOf(task.by),
                task.digest,
                task.dataHash,
                block.timestamp
            )
        );
        _punishSome(deal, task, settled, dice >> 8);
        // The same again in another epoch: as well signed, and refused.
        b.settlement.epoch = ++_epoch;
        VM.prank(deal.scheduler);
        hub.anchor(_epoch, b.settlement.anchor);
        _signBatch(b);
        VM.assertFalse(_trySettle(b), "a task was settled twice");
    }

    /// @dev Two liars of two minds are as many as odds of eight allow; one is as many as four allow.
    function _punishSome(Deal memory deal, Agreed memory task, SettledTask memory settled, uint256 dice) private {
        uint256 odds = 0;
        for (uint256 i = 0; i < 2; ++i) {
            uint256 w = (dice + i) % WORKERS;
            Offence memory offence = _offence(deal, task.index, w, keccak256(abi.encode("lie", i)), task.dataHash);
            bool expected = odds + 4 <= task.against;
            bool done = _tryPunish(deal, task.index, settled, offence);
            VM.assertTrue(done == expected, "the hub and the model differ on a punishment");
            if (done) {
                _slash(deal, workers[w].at, odds == 0);
                odds += 4;
            }
            VM.assertFalse(_tryPunish(deal, task.index, settled, offence), "punished twice");
        }
    }

    function _tryPunish(Deal memory deal, uint32 index, SettledTask memory settled, Offence memory offence)
        private
        returns (bool done)
    {
        try hub.punish(deal, index, settled, offence) {
            done = true;
        } catch {}
    }

    /// @dev No task is paid twice: whatever was settled on either path refuses everything of both.
    function settleAgain(uint256 seed) external {
        uint256 j = _find(seed, _isSettled);
        Deal memory deal = _dealOf(j);
        (Opening[] memory openings,) = _open(j, 0);
        bool paid = false;
        for (uint256 v = 1; v < 5; ++v) {
            Result memory result = Result(_digestOf(Vote(v)), Vote(v) == Vote.AppFailed, PAYLOAD);
            try hub.finalize(deal, _jobs[j].index, openings, result) {
                paid = true;
            } catch {}
        }
        try hub.claim(deal, _jobs[j].index, _contributorsOf(j)) {
            paid = true;
        } catch {}
        VM.prank(deal.scheduler);
        try hub.decline(deal, _jobs[j].index) {
            paid = true;
        } catch {}
        Agreed[] memory tasks = _one(_agreed(_jobs[j].index, _digestOf(Vote.Right), 15));
        tasks[0].dataHash = _dataHashOf(deal, Vote.Right);
        Batch memory b = _build(++_epoch, deal, tasks);
        VM.prank(deal.scheduler);
        hub.anchor(_epoch, b.settlement.anchor);
        if (_trySettle(b)) paid = true;
        VM.assertFalse(paid, "a task was paid twice");
    }

    function _isSettleable(uint256 j) private view returns (bool) {
        return !_jobs[j].settled && _jobs[j].contributors == 0 && !Mode.isDirect(_deals[_jobs[j].deal].mode);
    }

    /* THE END */

    /// @dev Long after, everybody asks for what is due. Then nothing may be locked, at stake or on its way out.
    function settleAll() external virtual {
        _settleAll();
    }

    function _settleAll() internal {
        VM.warp(block.timestamp + 1 days);
        for (uint256 j = 0; j < _jobs.length; ++j) {
            if (_jobs[j].settled || _jobs[j].contributors == 0) continue;
            if (!_finalize(j, 0) && _jobs[j].revealDeadline == 0) _openReveal(j, j);
        }
        VM.warp(block.timestamp + 1 days);
        for (uint256 j = 0; j < _jobs.length; ++j) {
            if (_jobs[j].settled) continue;
            bool done = _claim(j);
            // What stands on chain may be a consensus that the openings off chain would spoil.
            if (!done) done = _finalize(j, type(uint8).max);
            VM.assertTrue(done, "a task could be neither finalised nor claimed");
        }
        for (uint256 w = 0; w < WORKERS; ++w) {
            if (hub.seatOf(workers[w].at).roster != 0) _leave(workers[w].at);
        }
        VM.warp(block.timestamp + 1 days);
        for (uint256 w = 0; w < WORKERS; ++w) {
            if (hub.leavingOf(workers[w].at).bond > 0) this.withdrawBond(w);
        }
        for (uint256 i = 0; i < _parties.length; ++i) {
            VM.assertEq(hub.accountOf(_parties[i].at).locked, 0, "something stays locked");
        }
        VM.assertEq(hub.rosterOf(poolId).seats, 0, "a seat stays taken");
    }

    /// @dev Everybody's account and seat, the burned tokens and the hub's holdings are what the model says.
    function check() external view {
        uint256 sum = hub.burned();
        VM.assertEq(sum, burnedTokens, "burned");
        for (uint256 i = 0; i < _parties.length; ++i) {
            address at = _parties[i].at;
            Account memory account = hub.accountOf(at);
            Seat memory seat = hub.seatOf(at);
            _same("free", at, account.free, freeOf[at]);
            _same("locked", at, account.locked, lockedOf[at]);
            _same("bond", at, seat.bond * GWEI, bondOf[at]);
            _same("earned", at, seat.earned * GWEI, earnedOf[at]);
            _same("leaving", at, hub.leavingOf(at).bond * GWEI, leavingOf[at]);
            sum += freeOf[at] + lockedOf[at] + bondOf[at] + earnedOf[at] + leavingOf[at];
        }
        VM.assertEq(token.balanceOf(address(hub)), sum, "tokens held are not free + locked + seats + leaving + burned");
    }

    function _same(string memory what, address at, uint256 actual, uint256 expected) private pure {
        if (actual != expected) revert Differs(what, at, actual, expected);
    }
}
