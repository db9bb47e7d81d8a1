// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.30;

import {IAssetRegistry} from "../../src/interfaces/IAssetRegistry.sol";
import {Account} from "../../src/types/Account.sol";
import {Deal} from "../../src/types/Deal.sol";
import {Opening, Result, TaskId} from "../../src/types/Task.sol";
import {Base} from "../Base.t.sol";
import {MoodyConsumer} from "../mocks/Consumers.sol";
import {VM} from "../Vm.sol";
import {Model} from "./Model.sol";

/// @notice Does what people might do, in any order, and asks the model what must come of it.
contract Handler is Base, Model {
    error Differs(string what, address of_, uint256 hub, uint256 model);

    Actor[] private _parties; // anybody may buy, sell, own and work
    MoodyConsumer private _consumer;
    uint256 private _salt;
    uint256 private _poolSalt; // the pool's standing offer

    function setUp() public override {
        super.setUp();
        _consumer = new MoodyConsumer();
        Actor[5] memory others = [requester, appOwner, datasetOwner, poolOwner, stranger];
        for (uint256 i = 0; i < 5; ++i) {
            _parties.push(others[i]);
            if (hub.accountOf(others[i].at).free == 0) _fund(others[i].at);
            token.transfer(others[i].at, WEALTH);
            VM.prank(others[i].at);
            token.approve(address(hub), type(uint256).max);
        }
        for (uint256 i = 0; i < WORKERS; ++i) {
            _parties.push(workers[i]);
        }
        for (uint256 i = 0; i < _parties.length; ++i) {
            freeOf[_parties[i].at] = WEALTH;
        }
    }

    /* WHAT PEOPLE DO */

    function deposit(uint256 who, uint256 to, uint96 amount) external {
        address from = _parties[who % 5].at;
        uint256 balance = token.balanceOf(from);
        VM.assume(balance > 0);
        uint256 moved = 1 + amount % balance;
        VM.prank(from);
        hub.depositFor(_party(to), moved);
        freeOf[_party(to)] += moved;
    }

    function withdraw(uint256 who, uint256 to, uint96 amount) external {
        address from = _party(who);
        VM.assume(freeOf[from] > 4);
        uint256 moved = 1 + amount % (freeOf[from] / 4);
        VM.prank(from);
        hub.withdrawTo(_parties[to % 5].at, moved);
        freeOf[from] -= moved;
    }

    function matchOrders(uint256 seed, uint96 price, uint96 stake, uint16 fee, uint8 volume) external {
        Orders memory o = _orders();
        o.request.order.requester = _party(seed);
        o.request.order.volume = 1 + volume % 4;
        o.request.order.trust = uint16(seed >> 8) % 4;
        o.request.order.salt = bytes32(++_salt);
        if ((seed >> 16) % 4 == 0) o.request.order.callback = address(_consumer);
        if ((seed >> 24) % 2 == 0) o.request.order.dataset = 0;
        if ((seed >> 32) % 2 == 0) (o.request.order.category, o.pool.order.category) = (1, 1);
        o.pool.order.price = (seed >> 40) % 5 == 0 ? 0 : price % 100 ether;
        o.request.order.poolMaxPrice = o.pool.order.price;
        o.pool.order.workerStake = stake % 20 ether;
        o.pool.order.schedulerFee = fee % 10_001;
        o.pool.order.salt = bytes32(_poolSalt);
        uint40 expiry = uint40(block.timestamp + 1);
        (o.app.order.expiry, o.dataset.order.expiry) = (expiry, expiry);
        (o.pool.order.expiry, o.request.order.expiry) = (expiry, expiry);

        (address owner,) = pools.poolOf(poolId);
        o.app.signature = _sign(_keyOf(apps.ownerOf(appId)), hub.hashAppOrder(o.app.order));
        o.dataset.signature = _sign(_keyOf(datasets.ownerOf(datasetId)), hub.hashDatasetOrder(o.dataset.order));
        o.pool.signature = _sign(_keyOf(owner), hub.hashPoolOrder(o.pool.order));
        bytes32 hash = hub.hashRequestOrder(o.request.order);
        if ((seed >> 48) % 4 > 0) {
            o.request.signature = _sign(_keyOf(o.request.order.requester), hash);
        } else {
            VM.prank(o.request.order.requester);
            hub.preSign(hash);
        }
        _record(_matchSigned(o));
    }

    function _record(Deal memory deal) private {
        uint256 perTask = uint256(deal.appPrice) + deal.datasetPrice + deal.poolPrice;
        _lockFor(deal.requester, perTask * deal.size);
        _lockFor(deal.poolOwner, uint256(deal.poolPrice) * 3000 / 10_000 * deal.size);
        for (uint32 i = 0; i < deal.size; ++i) {
            uint32 index = deal.first + i;
            Job storage job = _jobs.push();
            (job.deal, job.index, job.id) = (deal, index, _taskId(deal, index));
        }
    }

    /// @dev Nobody's orders are worth anything after this; the next ones carry another salt.
    function cancel(uint256 who) external {
        bytes32 hash = keccak256(abi.encode(++_poolSalt));
        VM.prank(_party(who));
        hub.cancel(hash);
        VM.assertEq(hub.consumed(_party(who), hash), type(uint32).max);
    }

    function transferAsset(uint256 seed, uint256 to) external {
        IAssetRegistry registry = [IAssetRegistry(apps), datasets, pools][seed % 3];
        uint256 id = [appId, datasetId, poolId][seed % 3];
        address owner = registry.ownerOf(id);
        VM.prank(owner);
        registry.transferFrom(owner, _party(to), id);
    }

    function initialize(uint256 seed) external {
        uint256 j = _find(seed, _isUntouched);
        hub.initialize(_jobs[j].deal, _jobs[j].index);
    }

    function contribute(uint256 seed, uint256 who, uint8 kind) external {
        uint256 j = _find(seed, _takesWork);
        Job storage job = _jobs[j];
        uint256 w = who % WORKERS;
        while (_votes[j][w] != Vote.None) {
            w = (w + 1) % WORKERS;
        }
        Vote vote = kind % 10 < 7 ? Vote.Right : Vote(2 + kind % 3);
        address worker = workers[w].at;
        bytes memory authorization = _sign(_keyOf(job.deal.scheduler), hub.hashAuthorization(job.id, worker));
        bytes32 commitment = _commitment(job.id, worker, _resultHashOf(job.deal, vote));
        Deal memory deal = job.deal;
        VM.prank(worker);
        hub.contribute(deal, job.index, commitment, authorization);

        _lockFor(worker, deal.workerStake);
        _votes[j][w] = vote;
        ++job.contributors;
    }

    function openReveal(uint256 seed) external {
        uint256 j = _find(seed, _isContributed);
        Job storage job = _jobs[j];
        Deal memory deal = job.deal;
        bool anybody = block.timestamp > deal.start + 8 * uint256(deal.duration);
        VM.prank(anybody ? _party(seed) : deal.scheduler);
        hub.openReveal(deal, job.index);
        job.revealDeadline = block.timestamp + (deal.duration < 30 ? 30 : deal.duration);
    }

    function reveal(uint256 seed, uint256 who) external {
        uint256 j = _find(seed, _isRevealing);
        Job storage job = _jobs[j];
        for (uint256 i = 0; i < WORKERS; ++i) {
            uint256 w = (who % WORKERS + i) % WORKERS;
            Vote vote = _votes[j][w];
            if (vote == Vote.None || _shown[j][w]) continue;
            Deal memory deal = job.deal;
            VM.prank(workers[w].at);
            hub.reveal(deal, job.index, _digestOf(vote), _dataHashOf(deal, vote), _saltOf(workers[w].at));
            _shown[j][w] = true;
            return;
        }
        VM.assume(false);
    }

    /// @dev With all openings, or, once that is allowed, with some of the workers called silent.
    function finalize(uint256 seed, uint8 silent) external {
        uint256 j = _find(seed, _isContributedOrRevealing);
        bool late = _jobs[j].revealDeadline != 0 && block.timestamp > _jobs[j].revealDeadline;
        _finalize(j, late ? silent & uint8(seed >> 8) : 0);
    }

    function _finalize(uint256 j, uint8 silent) private returns (bool done) {
        Job storage job = _jobs[j];
        Deal memory deal = job.deal;
        (Opening[] memory openings, bool[WORKERS] memory heard) = _open(j, silent);
        (Vote winner, uint256 agreeing) = _consensus(j, heard);
        Vote said = winner == Vote.None ? Vote.Right : winner;
        Result memory result = Result(_digestOf(said), said == Vote.AppFailed, DATA);
        try hub.finalize(deal, job.index, openings, result) {
            done = true;
        } catch {}
        VM.assertTrue(done == (winner != Vote.None), "the hub and the model differ on a consensus");
        if (done) _settleCompleted(j, winner, agreeing, _names(), heard);
    }

    function _open(uint256 j, uint8 silent)
        private
        view
        returns (Opening[] memory openings, bool[WORKERS] memory heard)
    {
        openings = new Opening[](_jobs[j].contributors);
        uint256 n = 0;
        for (uint256 w = 0; w < WORKERS; ++w) {
            Vote vote = _votes[j][w];
            if (vote == Vote.None) continue;
            bool opened = (silent >> w) & 1 == 0;
            heard[w] = opened || _shown[j][w];
            openings[n].worker = workers[w].at;
            if (opened) {
                openings[n].resultHash = _resultHashOf(_jobs[j].deal, vote);
                openings[n].salt = _saltOf(workers[w].at);
            }
            ++n;
        }
    }

    function claim(uint256 seed) external {
        _claim(_find(seed, _isUnsettled));
    }

    function _claim(uint256 j) private returns (bool done) {
        Job storage job = _jobs[j];
        Deal memory deal = job.deal;
        bool mayFail = _mayBeClaimed(j);
        address[] memory names = new address[](job.contributors);
        uint256 n = 0;
        for (uint256 w = 0; w < WORKERS; ++w) {
            if (_votes[j][w] != Vote.None) names[n++] = workers[w].at;
        }
        try hub.claim(deal, job.index, names) {
            done = true;
        } catch {}
        VM.assertTrue(done == mayFail, "the hub and the model differ on a claim");
        if (done) _settleFailed(j, _names());
    }

    function _mayBeClaimed(uint256 j) private view returns (bool) {
        Deal memory deal = _jobs[j].deal;
        uint256 revealDeadline = _jobs[j].revealDeadline;
        bool isFinal = block.timestamp > deal.start + 10 * uint256(deal.duration);
        if (revealDeadline == 0) return isFinal;
        if (block.timestamp <= revealDeadline + (deal.duration < 30 ? 30 : deal.duration)) return false;
        (Vote winner,) = _consensus(j, _shown[j]);
        return winner == Vote.None || (deal.callback != address(0) && isFinal);
    }

    /// @dev No task is paid twice: whatever was settled refuses everything.
    function settleAgain(uint256 seed) external {
        uint256 j = _find(seed, _isSettled);
        Job storage job = _jobs[j];
        Deal memory deal = job.deal;
        (Opening[] memory openings,) = _open(j, 0);
        address[] memory names = new address[](openings.length);
        for (uint256 i = 0; i < names.length; ++i) {
            names[i] = openings[i].worker;
        }
        bool paid = false;
        for (uint256 v = 1; v < 5; ++v) {
            Result memory result = Result(_digestOf(Vote(v)), Vote(v) == Vote.AppFailed, DATA);
            try hub.finalize(deal, job.index, openings, result) {
                paid = true;
            } catch {}
        }
        try hub.claim(deal, job.index, names) {
            paid = true;
        } catch {}
        VM.assertFalse(paid);
    }

    function callback(uint256 seed) external {
        uint256 j = _find(seed, _isPending);
        if (seed % 4 == 0) _consumer.becomeWilling();
        Deal memory deal = _jobs[j].deal;
        for (uint256 v = 1; v < 4; ++v) {
            if (hub.task(_jobs[j].id).resultHash != _resultHashOf(deal, Vote(v))) continue;
            hub.retryCallback(deal, _jobs[j].index, Result(_digestOf(Vote(v)), false, DATA));
        }
    }

    function wait(uint8 seconds_) external {
        VM.warp(block.timestamp + 1 + seconds_ % 40);
    }

    /* THE END */

    /// @dev Long after, everybody asks for what is due. Then nothing may be locked.
    function settleAll() external {
        VM.warp(block.timestamp + 1 days);
        for (uint256 j = 0; j < _jobs.length; ++j) {
            if (_jobs[j].settled) continue;
            bool done = _jobs[j].contributors > 0 && _finalize(j, 0);
            if (!done) done = _claim(j);
            // What stands on chain may be a consensus that the openings off chain would spoil.
            if (!done) done = _finalize(j, type(uint8).max);
            VM.assertTrue(done, "a task could be neither finalised nor claimed");
        }
        for (uint256 i = 0; i < _parties.length; ++i) {
            VM.assertEq(hub.accountOf(_parties[i].at).locked, 0, "something stays locked");
        }
    }

    /// @dev Everybody's account, the burned tokens and the hub's holdings are what the model says.
    function check() external view {
        uint256 sum = hub.burned();
        VM.assertEq(sum, burnedTokens, "burned");
        for (uint256 i = 0; i < _parties.length; ++i) {
            address at = _parties[i].at;
            Account memory account = hub.accountOf(at);
            if (account.free != freeOf[at]) revert Differs("free", at, account.free, freeOf[at]);
            if (account.locked != lockedOf[at]) revert Differs("locked", at, account.locked, lockedOf[at]);
            if (account.reputation.fees() != scoreOf[at]) revert Differs("score", at, account.reputation.fees(), scoreOf[at]);
            sum += uint256(account.free) + account.locked;
        }
        VM.assertEq(token.balanceOf(address(hub)), sum, "tokens held are not free + locked + burned");
    }

    /* CHOOSING */

    /// @dev A task that fits, from a random place on; a call that finds none is discarded, not counted.
    function _find(uint256 seed, function(uint256) view returns (bool) fits) private view returns (uint256 j) {
        uint256 count = _jobs.length;
        for (uint256 i = 0; i < count; ++i) {
            j = (seed % count + i) % count;
            if (fits(j)) return j;
        }
        VM.assume(false);
    }

    function _isUnsettled(uint256 j) private view returns (bool) {
        return !_jobs[j].settled;
    }

    function _isSettled(uint256 j) private view returns (bool) {
        return _jobs[j].settled;
    }

    function _inTime(uint256 j) private view returns (bool) {
        return block.timestamp <= _jobs[j].deal.start + 8 * uint256(_jobs[j].deal.duration);
    }

    function _isUntouched(uint256 j) private view returns (bool) {
        return !_jobs[j].settled && _inTime(j) && uint8(hub.task(_jobs[j].id).status) == 0;
    }

    function _takesWork(uint256 j) private view returns (bool) {
        Job storage job = _jobs[j];
        return !job.settled && job.revealDeadline == 0 && job.contributors < WORKERS && _inTime(j);
    }

    function _isContributed(uint256 j) private view returns (bool) {
        return _isContributedOrRevealing(j) && _jobs[j].revealDeadline == 0;
    }

    function _isContributedOrRevealing(uint256 j) private view returns (bool) {
        return !_jobs[j].settled && _jobs[j].contributors > 0;
    }

    function _isRevealing(uint256 j) private view returns (bool) {
        return !_jobs[j].settled && _jobs[j].revealDeadline >= block.timestamp;
    }

    function _isPending(uint256 j) private view returns (bool) {
        return _jobs[j].completed && hub.task(_jobs[j].id).callbackPending;
    }

    function _party(uint256 seed) private view returns (address) {
        return _parties[seed % _parties.length].at;
    }

    function _keyOf(address at) private view returns (uint256) {
        if (at == scheduler.at) return scheduler.key;
        for (uint256 i = 0; i < _parties.length; ++i) {
            if (_parties[i].at == at) return _parties[i].key;
        }
        revert("nobody has this key");
    }

    function _names() private view returns (address[WORKERS] memory names) {
        for (uint256 i = 0; i < WORKERS; ++i) {
            names[i] = workers[i].at;
        }
    }
}
